import { stateBadge } from '../../../../web/moves.ts'
import type { ConflictRow, FormView, Typed } from '../../../../web/parts.ts'
import type { LineRow } from '../contents.ts'
import { quantityField } from '../forms.ts'
import { shipments } from '../noun.ts'
import type { ShipmentRow } from '../queries.ts'

/** A form about a parcel that somebody else has changed meanwhile: what was wanted of it, and how it stands now. */
export function withParcelNow(
  form: FormView,
  row: ShipmentRow,
  lines: readonly LineRow[],
  yours: string,
): FormView {
  const contents = lines.map(({ code, quantity }) => `${code} × ${quantity}`).join('、') || '没有商品'
  const now = [stateBadge(shipments, row.state).label, contents, row.warning].filter(Boolean).join('：')
  const difference: ConflictRow = { label: row.number, yours, theirs: now }
  return { ...form, conflict: [difference] }
}

/** The form's field that keeps which lines it was printed with. */
export const LINES = 'lines'

/** The lines in which the form with these values was printed, by their position. */
function printedLines({ values }: Typed): number[] {
  const text = values[LINES]
  return typeof text === 'string' && /^[\d,]{1,4000}$/.test(text) ? text.split(',').map(Number) : []
}

/**
 * What was typed to split off, at the places where the parcel's lines stand now: a line that went or came moves the
 * others, and pieces must not slip to their neighbours.
 */
export function carriedOver(typed: Typed, lines: readonly LineRow[]): Typed {
  const quantities = quantitiesOf(typed)
  const values = Object.fromEntries(
    lines.map(({ id }, i): [string, string] => [quantityField(i + 1), quantities.get(id) ?? '0']),
  )
  return { ...typed, values: { ...typed.values, ...values } }
}

/** The same in words. */
export function wantedParts(typed: Typed, lines: readonly LineRow[]): string {
  const codes = new Map(lines.map(({ id, code }) => [id, code]))
  const wanted = [...quantitiesOf(typed)].filter(([, quantity]) => quantity !== '0' && quantity !== '')
  const words = wanted.map(([id, quantity]) => `${codes.get(id) ?? '已移出的商品'} × ${quantity}`)
  return `拆出 ${words.join('、')}`
}

function quantitiesOf(typed: Typed): Map<number, string> {
  return new Map(
    printedLines(typed).flatMap((id, i) => {
      const text = typed.values[quantityField(i + 1)]
      return typeof text === 'string' ? [[id, text]] : []
    }),
  )
}
