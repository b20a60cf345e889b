import { relative } from '../../../../lib/date-words.ts'
import { HOUR_MS } from '../../../../lib/dates.ts'
import type { Badge } from '../../../../web/parts.ts'

/** A number in front of a choice, as it's typed or clicked. */
export interface Choice {
  number: string
  label: string
  note: string
}

export interface LineView {
  name: string
  variant: string
  code: string
  done: string
  wanted: string
  complete: boolean
  gift: boolean
  /** Stands where a picture will be. */
  sign: string
}

interface Line {
  readonly name: string
  readonly color: string | null
  readonly size: string | null
  readonly code: string
  readonly quantity: number
  readonly gift?: boolean
}

/** Goods with how many pieces of them are done. */
export function lineView(line: Line, done: number): LineView {
  return {
    name: line.name,
    variant: [line.color, line.size].filter(Boolean).join(' · '),
    code: line.code,
    done: String(done),
    wanted: String(line.quantity),
    complete: done >= line.quantity,
    gift: line.gift ?? false,
    sign: [...(line.color ?? line.name)][0] ?? '',
  }
}

/** How urgent a parcel or wave is. */
export function dueBadge(shipBy: Date, now: Date): Badge {
  const left = shipBy.getTime() - now.getTime()
  const tone = left < 0 ? 'danger' : left < 4 * HOUR_MS ? 'warning' : 'info'
  return { label: `${relative(shipBy, now)} 发出`, tone }
}
