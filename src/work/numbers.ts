import { dayOf } from '../lib/dates.ts'
import type { OpenAct } from './act.ts'

/**
 * The next document number of a kind on the act's Shanghai day, e.g. `RK20260901-0001`; past 9999 it grows a
 * digit. Unique for ever and across processes; a rolled-back deed gives its number back.
 * @param prefix two to four capital letters, the trade's usual ones (RK receipt, CK outbound …)
 */
export async function nextNumber(act: OpenAct, prefix: string): Promise<string> {
  const [first] = await nextNumbers(act, prefix, 1)
  return first as string
}

/** Several numbers in one statement, in ascending order. */
export async function nextNumbers(act: OpenAct, prefix: string, count: number): Promise<string[]> {
  const day = dayOf(act.at)
  const [row] = await act.tx.$queryRaw<{ last: number }[]>`
    INSERT INTO document_counters (prefix, day, last) VALUES (${prefix}, ${day}::date, ${count})
    ON CONFLICT (prefix, day) DO UPDATE SET last = document_counters.last + ${count}
    RETURNING last`
  const first = (row as { last: number }).last - count + 1
  const date = day.replaceAll('-', '')
  return Array.from({ length: count }, (_, i) => `${prefix}${date}-${String(first + i).padStart(4, '0')}`)
}
