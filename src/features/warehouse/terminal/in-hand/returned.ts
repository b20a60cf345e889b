import type { Tx } from '../../../../database/client.ts'
import { findingsOf, linesOf } from '../../returns/contents.ts'
import type { LineRow } from '../../returns/contents.ts'
import { placesFor } from '../../stock/put-away.ts'
import type { ReturnInHand } from '../interpret/context.ts'

/** A SKU that should come back, with where good pieces of it belong. */
export interface ReturnedLineRow extends LineRow {
  /** Code of the proposed place; null where nobody knows one. */
  readonly place: string | null
}

export interface ReturnedRow extends ReturnInHand {
  readonly shop: string
  readonly reason: string | null
  readonly note: string | null
  readonly lines: readonly ReturnedLineRow[]
  /** How many verdicts were given. */
  readonly judged: number
  /** Pieces of those that don't belong to the return's lines. */
  readonly others: number
}

type Head = Pick<ReturnedRow, 'id' | 'number' | 'shop' | 'reason' | 'note'>

/** The open return with what is judged so far; null for one that is gone or was settled elsewhere. */
export async function readReturned(tx: Tx, id: number): Promise<ReturnedRow | null> {
  const [head] = await tx.$queryRaw<Head[]>`
    SELECT r.id, r.number, s.name AS shop, r.reason, r.note
    FROM returns r JOIN shops s ON s.id = r.shop_id WHERE r.id = ${id} AND r.state = 'ARRIVED'`
  if (!head) return null
  const [lines, findings] = [await linesOf(id, tx), await findingsOf(id, tx)]
  const places = await placesFor(
    tx,
    lines.map(({ skuId }) => skuId),
  )
  const foreign = findings.filter(({ verdict }) => verdict === 'WRONG' || verdict === 'SURPLUS')
  return {
    ...head,
    lines: lines.map((line) => ({ ...line, place: places.get(line.skuId)?.location ?? null })),
    judged: findings.length,
    others: foreign.reduce((sum, { quantity }) => sum + quantity, 0),
  }
}

/** The number of the parcel nobody expects whose contents are scanned. */
export async function readUnknown(tx: Tx, id: number | null): Promise<string | null> {
  if (id === null) return null
  const one = await tx.unknownParcel.findUnique({ where: { id }, select: { number: true } })
  return one?.number ?? null
}
