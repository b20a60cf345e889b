import type { Tx } from '../../../database/client.ts'
import { isFinal } from '../../../lib/workflow.ts'
import { counts } from '../counts/noun.ts'
import { receipts } from '../receipts/noun.ts'
import type { StockMonth } from './policy.ts'

/** Something that must be so before a month is closed. */
export interface Check {
  readonly label: string
  /** What is missing, and where it's found; null when nothing is. */
  readonly missing: { readonly text: string; readonly href?: string } | null
}

interface Found {
  earlier: string | null
  counts: number
  receipts: number
}

/** States from which something still leads on. */
function openStates(noun: typeof counts | typeof receipts): string[] {
  const { moves, states } = noun.workflow ?? { moves: {}, states: {} }
  return Object.keys(states).filter((state) => !isFinal(moves, state as never))
}

/**
 * What must be so before a month may be closed, by the papers begun before its end. The proof isn't among it: it takes
 * as long as the ledger is, so it's made when somebody closes.
 */
export async function checklist(
  tx: Pick<Tx, '$queryRaw'>,
  { id, month, endsAt }: StockMonth,
  at: Date,
): Promise<Check[]> {
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT (SELECT min(month) FROM stock_months WHERE state = 'OPEN' AND ends_at < ${endsAt} AND id <> ${id}) AS earlier,
      (SELECT count(*)::int FROM counts
        WHERE state::text = ANY(${openStates(counts)}) AND created_at < ${endsAt}) AS counts,
      (SELECT count(*)::int FROM receipts
        WHERE state::text = ANY(${openStates(receipts)}) AND created_at < ${endsAt}) AS receipts`
  const { earlier, counts: counting, receipts: drafts } = found as Found
  return [
    { label: '月份已经过完', missing: at < endsAt ? { text: `${month} 还没有过完` } : null },
    { label: '以前的月份都已结账', missing: earlier ? { text: `${earlier} 还没有结账` } : null },
    {
      label: '没有未结束的盘点',
      missing: counting > 0 ? { text: `还有 ${counting} 张盘点单没有结束`, href: '/warehouse/counts' } : null,
    },
    {
      label: '没有未过账的入库单',
      missing: drafts > 0 ? { text: `还有 ${drafts} 张入库单没有过账`, href: '/warehouse/receipts' } : null,
    },
  ]
}
