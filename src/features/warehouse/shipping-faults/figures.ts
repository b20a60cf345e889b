import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { DAY_MS, plus } from '../../../lib/dates.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import { percent } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { measure } from '../../../work/measures.ts'
import { packingErrors } from './measures.ts'

/** One's own packing on 工作台. */
export const faultFigures: readonly HomeFigures[] = [
  {
    duties: ['WAREHOUSE_CLERK'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const all = await measure(packingErrors, { from: plus(at, -30 * DAY_MS), to: at })
      const own = all.find(({ subject }) => subject === personOf(actor))
      const href = `/warehouse/shipping-faults?person=${personOf(actor)}`
      if (!own) return [{ label: '近 30 天打包差错率', value: '—', hint: '近 30 天没有打包', href }]
      const { numerator, denominator } = own
      return [
        {
          label: '近 30 天打包差错率',
          value: percent(numerator, denominator),
          unit: '%',
          hint: `${denominator} 个包裹，${numerator} 个有差错`,
          tone: numerator > 0 ? 'warning' : 'success',
          href,
        },
      ]
    },
  },
]
