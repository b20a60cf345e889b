import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { returnFigures } from '../../../../src/features/warehouse/returns/figures.ts'
import { DAY_MS, plus } from '../../../../src/lib/dates.ts'
import { arrivedReturn } from '../../../matrix/warehouse-returns.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { NOW } from '../../../setup/parcels.ts'

let cast: Cast

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

describe('the figures of returns', () => {
  it('count what waits at the desk, and what was sent back longer ago than the parameter says', async () => {
    const id = await arrivedReturn(cast)
    const read = async (): Promise<string[]> => {
      const figures = await returnFigures[0]?.read(await actor(cast, 'warehouse-clerk'), NOW)
      return (figures ?? []).map(({ value }) => value)
    }
    expect(await read()).toEqual(['1', '0', '0'])
    await db.return.update({
      where: { id },
      data: { state: 'EXPECTED', shippedBackAt: plus(NOW, -8 * DAY_MS) },
    })
    expect(await read()).toEqual(['0', '1', '0'])
    await db.parameter.create({ data: { key: 'warehouse.return-way-days', value: 9 } })
    expect(await read()).toEqual(['0', '0', '0'])
  })
})
