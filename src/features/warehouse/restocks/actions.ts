import type { Actor } from '../../../actor.ts'
import { system } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Day } from '../../../lib/dates.ts'
import { DAY_MS, dayOf, plus } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { demand } from '../../../work/nouns.ts'
import { nextNumbers } from '../../../work/numbers.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { createDelivery } from '../deliveries/actions.ts'
import { isUrgent, quantityToBuy } from './formula.ts'
import type { SkuNeed } from './needs.ts'
import { needsOf } from './needs.ts'
import { restocks } from './noun.ts'
import { restDays } from './parameters.ts'
import type { Restock } from './policy.ts'
import { renew } from './renew.ts'

/** What a calculation has come to. */
export interface Proposed {
  readonly proposed: number
  readonly renewed: number
  readonly lapsed: number
}

/**
 * Proposes every SKU at or below its reorder point, renews what is proposed in another quantity than is needed now, takes
 * back what isn't needed any more, and replaces what has become urgent or is it no more. What is open or on the way counts
 * as bought; what was rejected rests for some days unless it's urgent.
 */
export function proposeRestocks(act: Act): Promise<Proposed> {
  return deed(act, async (given) => {
    const act: OpenAct = { ...given, actor: program }
    // One after the other: the second finds what the first has proposed. Whoever orders holds rows and goes first.
    await act.tx.$executeRaw`LOCK TABLE restocks IN EXCLUSIVE MODE`
    const needs = new Map((await needsOf(act.tx, dayOf(act.at))).map((need) => [need.skuId, need]))
    const open = await act.tx.restock.findMany({ where: { state: 'PROPOSED' }, orderBy: { id: 'asc' } })
    const past = open.filter((one) => isPast(one, needs.get(one.skuId)))
    const { moved } = await door.moveAll(restocks, act, past, 'lapse', { decidedAt: act.at })
    const gone = new Set(moved.map(({ id }) => id))
    const kept = open.filter(({ id }) => !gone.has(id))
    const renewed = await renew(act, kept, needs)
    const standing = new Set(kept.map(({ skuId }) => skuId))
    const resting = await restingSkus(act)
    const wanted = [...needs.values()].filter(
      (need) => toBuy(need) > 0 && !standing.has(need.skuId) && (isUrgent(need) || !resting.has(need.skuId)),
    )
    await propose(act, wanted)
    return { proposed: wanted.length, renewed, lapsed: moved.length }
  })
}

const program: Actor = system('restocks')

const toBuy = (need: SkuNeed): number => (need.stopped ? 0 : quantityToBuy(need))

/** Not needed any more, or in another hurry than it says, and so to be decided by another time. */
function isPast(one: Restock, need: SkuNeed | undefined): boolean {
  return !need || toBuy(need) === 0 || isUrgent(need) !== one.urgent
}

async function restingSkus(act: OpenAct): Promise<ReadonlySet<number>> {
  const since = plus(act.at, -(await parameterValue(act.tx, restDays)) * DAY_MS)
  const rows = await act.tx.restock.findMany({
    where: { state: 'REJECTED', decidedAt: { gt: since } },
    select: { skuId: true },
  })
  return new Set(rows.map(({ skuId }) => skuId))
}

async function propose(act: OpenAct, needs: readonly SkuNeed[]): Promise<void> {
  if (needs.length === 0) return
  const urgentFirst = [...needs].sort(
    (a, b) => Number(isUrgent(b)) - Number(isUrgent(a)) || a.skuId - b.skuId,
  )
  const numbers = await nextNumbers(act, 'BH', needs.length)
  await door.createAll(
    restocks,
    act,
    urgentFirst.map(({ stopped: _stopped, safetyDays: _safetyDays, ...need }, i) => ({
      ...need,
      number: numbers[i] as string,
      urgent: isUrgent(need),
      proposed: quantityToBuy(need),
      createdAt: act.at,
    })),
  )
}

/** What is ordered of a supplier's proposals. */
export interface RestockOrder {
  readonly supplierId: number
  /** The Shanghai day on which the goods should come. */
  readonly expectedOn: Day
  readonly lines: readonly {
    readonly id: number
    /** Pieces. */
    readonly quantity: number
    /** Why it isn't the proposed quantity. */
    readonly reason: string | null
  }[]
}

/**
 * Accepts proposals, as they are or in another quantity, as one delivery that is expected from the supplier.
 * @throws FieldError for another quantity without a reason, and for a supplier that isn't in use
 * @throws Conflict when somebody has decided one of them before
 */
export function orderRestocks(act: Act, order: RestockOrder): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    demand(restocks, act.actor, 'order', null)
    const lines = await linesOf(act, order)
    const delivery = await createDelivery(act, {
      supplierId: order.supplierId,
      expectedOn: order.expectedOn,
      note: `补货 ${lines.map(({ row }) => row.number).join('、')}`.slice(0, 500),
      lines: lines.map(({ row, quantity }) => ({ skuId: row.skuId, quantity })),
    })
    const fields: Decided = { supplierId: order.supplierId, deliveryId: delivery.id, decidedAt: act.at }
    const plain = lines.filter(({ row, quantity, reason }) => quantity === row.proposed && reason === null)
    const same = plain.map(({ row }) => row)
    const { refused } = await door.moveAll(restocks, act, same, 'accept', fields, {
      remark: `到货单 ${delivery.number}`,
    })
    if (refused[0]) throw new Conflict(`${refused[0].reason}。`)
    // Each with words of its own; one form holds a hundred lines at most.
    for (const line of lines) if (!plain.includes(line)) await orderAlone(act, line, fields, delivery.number)
    return delivery
  })
}

type Decided = Pick<Restock, 'supplierId' | 'deliveryId' | 'decidedAt'>

async function orderAlone(
  act: OpenAct,
  { row, quantity, reason }: OrderLine,
  decided: Decided,
  delivery: string,
): Promise<void> {
  const [move, changes] =
    quantity === row.proposed ? ['accept', decided] : ['change', { ...decided, changedTo: quantity }]
  const extra = { remark: reason, changes: { delivery: [null, delivery] as [null, string] } }
  await door.move(restocks, act, row, move, changes, extra)
}

interface OrderLine {
  readonly row: Restock
  readonly quantity: number
  readonly reason: string | null
}

/** The lines with their proposals, which stay as they are until the order is written. */
async function linesOf(act: OpenAct, { lines }: RestockOrder): Promise<OrderLine[]> {
  const ids = lines.map(({ id }) => id)
  await act.tx.$queryRaw`SELECT id FROM restocks WHERE id = ANY(${ids}::int[]) ORDER BY id FOR NO KEY UPDATE`
  const rows = await act.tx.restock.findMany({ where: { id: { in: ids }, state: 'PROPOSED' } })
  const byId = new Map(rows.map((row) => [row.id, row]))
  if (byId.size < ids.length)
    throw new Conflict('有的补货建议刚刚被处理或撤销了，页面已经换成现在的，请核对后再下单。')
  const errors: Record<string, string> = {}
  const found = lines.flatMap(({ id, quantity, reason }) => {
    const row = byId.get(id)
    if (row && quantity !== row.proposed && reason === null) errors[`reason${id}`] = '改了数量，请写明原因'
    return row ? [{ row, quantity, reason }] : []
  })
  if (Object.keys(errors).length > 0) throw new FieldError(errors)
  return found
}

/** The moves of a proposal that ask no more than a remark. */
export async function moveRestock(
  act: Act,
  restock: Restock,
  move: string,
  remark: string | null,
): Promise<void> {
  await door.move(restocks, act, restock, move, { decidedAt: act.at }, { remark })
}
