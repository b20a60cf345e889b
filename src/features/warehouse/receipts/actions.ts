import type { MovementReason } from '../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { FieldError } from '../../../errors.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { demand } from '../../../work/nouns.ts'
import { acceptFirst } from '../../catalog/products/actions.ts'
import { demandReason } from '../stock/hours.ts'
import { lockPromises, post } from '../stock/ledger.ts'
import type { Line, LineText } from './lines.ts'
import { inWords, merged, resolveLines } from './lines.ts'
import { receipts } from './noun.ts'
import type { Receipt } from './policy.ts'
import { linesOf } from './queries.ts'

export type ReceiptInput = Pick<Receipt, 'kind' | 'source' | 'note'> & { lines: readonly LineText[] }

const reasons: Record<Receipt['kind'], MovementReason> = { OPENING: 'OPENING', PURCHASE: 'RECEIPT' }

/** @throws FieldError for lines whose SKU or location isn't there */
export function createReceipt(act: Act, { lines, ...input }: ReceiptInput): Promise<{ id: number }> {
  return deed(act, async (act) => {
    const resolved = await resolveLines(act, lines)
    const number = await nextNumber(act, 'RK')
    const { id } = await door.create(
      receipts,
      act,
      { ...input, number, createdAt: act.at },
      { changes: { lines: [null, inWords(resolved)] } },
    )
    await writeLines(act, id, resolved)
    return { id }
  })
}

/** @throws FieldError for lines whose SKU or location isn't there */
export async function editReceipt(
  act: Act,
  receipt: Receipt,
  { lines, ...input }: ReceiptInput,
): Promise<void> {
  await deed(act, async (act) => change(act, receipt, input, await resolveLines(act, lines)))
}

/**
 * One more line; pieces of a SKU at a location that the receipt has already are added to them.
 * @throws FieldError for a SKU or location that isn't there
 */
export async function addLine(act: Act, receipt: Receipt, line: LineText): Promise<void> {
  await deed(act, async (act) => {
    const [fresh, known] = [await resolveLines(act, [line]), await linesOf(act.tx, receipt.id)]
    await change(act, receipt, {}, merged([...known, ...fresh]))
  })
}

export async function removeLine(act: Act, receipt: Receipt, lineId: number): Promise<void> {
  await deed(act, async (act) => {
    const known = await linesOf(act.tx, receipt.id)
    await change(
      act,
      receipt,
      {},
      known.filter(({ id }) => id !== lineId),
    )
  })
}

/**
 * Posts or voids. Posting brings the goods into the ledger.
 * @throws FieldError outside the inbound hours without a reason, and for a receipt without lines
 */
export async function moveReceipt(
  act: Act,
  receipt: Receipt,
  move: string,
  remark: string | null,
): Promise<void> {
  await deed(act, async (act) => {
    demand(receipts, act.actor, move, receipt)
    if (move !== 'post') {
      await door.move(receipts, act, receipt, move, {}, { remark })
      return
    }
    await demandReason(act, 'inbound', remark)
    await lockPromises(act)
    await bringIn(act, receipt)
    // Last, so that parcels which wait for the goods find them; whoever was faster makes all of it undone.
    await door.move(receipts, act, receipt, move, { postedAt: act.at }, { remark })
  })
}

/**
 * Brings the accepted goods of a delivery into stock, on a receipt of its own. The caller holds `lockPromises`.
 * @returns the receipt's id
 */
export function receiveAccepted(
  act: Act,
  { lines, ...paper }: { deliveryId: number; source: string | null; lines: readonly Line[] },
): Promise<number> {
  return deed(act, async (act) => {
    const number = await nextNumber(act, 'RK')
    const receipt = await door.create(
      receipts,
      act,
      { ...paper, kind: 'PURCHASE', note: null, number, createdAt: act.at },
      { changes: { lines: [null, inWords(lines)] } },
    )
    await writeLines(act, receipt.id, lines)
    await bringIn(act, receipt)
    await door.move(receipts, act, receipt, 'post', { postedAt: act.at })
    return receipt.id
  })
}

/** The lines that count are those of now: were they changed since the receipt was seen, its version says so. */
async function bringIn(act: OpenAct, receipt: Receipt): Promise<void> {
  const lines = await linesOf(act.tx, receipt.id)
  if (lines.length === 0) throw new FieldError({ '': '入库单还没有明细，请先添加货品再过账。' })
  await post(
    act,
    { noun: receipts.key, subjectId: receipt.id },
    lines.map(({ skuId, locationId, quantity }) => ({
      skuId,
      locationId,
      quantity,
      reason: reasons[receipt.kind],
    })),
  )
  await acceptFirst(
    act,
    lines.map(({ skuId }) => skuId),
  )
}

async function change(
  act: OpenAct,
  receipt: Receipt,
  input: Partial<Pick<Receipt, 'kind' | 'source' | 'note'>>,
  lines: readonly Line[],
): Promise<void> {
  const before = await linesOf(act.tx, receipt.id)
  await door.edit(receipts, act, receipt, input, { changes: { lines: [inWords(before), inWords(lines)] } })
  await act.tx.receiptLine.deleteMany({ where: { receiptId: receipt.id } })
  await writeLines(act, receipt.id, lines)
}

async function writeLines(act: OpenAct, receiptId: number, lines: readonly Line[]): Promise<void> {
  await act.tx.receiptLine.createMany({
    data: lines.map(({ skuId, locationId, quantity }) => ({ receiptId, skuId, locationId, quantity })),
  })
}
