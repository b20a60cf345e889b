import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  countPieces,
  createDelivery,
  createDeliveryByCode,
  editDelivery,
  identifySupplier,
  inspectByCode,
  inspectDelivery,
  moveDelivery,
  placeCounted,
  postCounted,
  rejectCounted,
  uncountPieces,
} from '../../../../src/features/warehouse/deliveries/actions.ts'
import type {
  NamedFinding,
  NamedInspection,
} from '../../../../src/features/warehouse/deliveries/actions/inspect-by-code.ts'
import type { DeliveryRow } from '../../../../src/features/warehouse/deliveries/queries.ts'
import {
  countsFor,
  getDelivery,
  labelledLines,
  linesFor,
  recordOf,
  rejectionsFor,
} from '../../../../src/features/warehouse/deliveries/queries.ts'
import type { Prisma } from '../../../../src/generated/prisma/client.ts'
import { decideQuarantine, rework } from '../../../../src/features/warehouse/quarantines/actions.ts'
import { prove } from '../../../../src/features/warehouse/stock/ledger.ts'
import { DAY_MS, moment, now, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, sku, supplier } from '../../../setup/goods.ts'

// A Monday: working days are counted from it.
const at = moment('2026-11-23', 10 * 60)
let clerk: PersonActor
let lead: PersonActor
let specialist: PersonActor
let shelf: { id: number; code: string }
let other: { id: number; code: string }
let factory: { id: number; name: string }
const act = (who = clerk, when = at): Act => ({ actor: who, at: when })
const seen = (id: number): Promise<DeliveryRow> => getDelivery(clerk, id)
/** What a desk tells when nobody asks it anything. */
const told = (found: readonly NamedFinding[]): NamedInspection => ({
  found,
  despiteClass: false,
  remark: null,
})

beforeAll(async () => {
  const cast = await castIn()
  clerk = await actor(cast, 'warehouse-clerk')
  lead = await actor(cast, 'operations-lead')
  specialist = await actor(cast, 'operations-specialist')
  shelf = await location('STORAGE', 'A-01')
  other = await location('STORAGE', 'B-01')
  await location('QUARANTINE', 'Q-01')
  factory = await supplier({ name: '杭州杯具厂' })
})

const goods = (): Promise<{ id: number; code: string }> => sku({ homeLocationId: shelf.id })

/** Announced pieces of new goods, still on their way. */
async function announced(...pieces: number[]): Promise<{ id: number; skus: { id: number; code: string }[] }> {
  const skus = await Promise.all(pieces.map(() => goods()))
  const lines = skus.map(({ id }, i) => ({ skuId: id, quantity: pieces[i] ?? 0 }))
  const input = { supplierId: factory.id, expectedOn: '2026-11-25', note: null, lines }
  return { ...(await createDelivery(act(lead), input)), skus }
}

/** The same at the door. */
async function arrived(...pieces: number[]): Promise<{ id: number; skus: { id: number; code: string }[] }> {
  const made = await announced(...pieces)
  await moveDelivery(act(), await seen(made.id), 'arrive', null)
  return made
}

const balances = async (skuId: number): Promise<Record<string, number>> => {
  const rows = await db.stockBalance.findMany({
    where: { skuId, quantity: { gt: 0 } },
    include: { location: true },
  })
  return Object.fromEntries(rows.map((row) => [row.location.code, row.quantity]))
}
const openItems = (subjectId: number) =>
  db.workItem.findMany({ where: { noun: 'warehouse/deliveries', subjectId, closedAt: null } })

describe('an announced delivery', () => {
  it('has a number, lines summed by SKU, and obliges whoever buys by the end of its day', async () => {
    const cup = await goods()
    const lines = [1, 2].map((quantity) => ({ skuId: cup.id, quantity }))
    const { id, number } = await createDelivery(act(lead), {
      supplierId: factory.id,
      expectedOn: '2026-11-25',
      note: null,
      lines,
    })
    expect(number).toMatch(/^DH20261123-\d{4}$/)
    expect(await seen(id)).toMatchObject({
      state: 'EXPECTED',
      lines: 1,
      announced: 3,
      supplier: factory.name,
    })
    // Nobody holds the duty 采购: it's the lead's.
    expect(await openItems(id)).toMatchObject([
      { kind: 'EXPECTED', duty: 'OPERATIONS_LEAD', dueAt: moment('2026-11-25', 24 * 60 - 1) },
    ])
  })

  it('is changed while nothing has come, and its work item follows the day', async () => {
    const { id, skus } = await announced(4)
    const code = skus[0]?.code ?? ''
    const input = { supplierId: factory.id, note: '分两箱', lines: [{ row: 1, sku: code, quantity: 6 }] }
    await editDelivery(act(lead), await seen(id), { ...input, expectedOn: '2026-11-27' })
    expect(await seen(id)).toMatchObject({ announced: 6, note: '分两箱' })
    expect((await openItems(id))[0]?.dueAt).toEqual(moment('2026-11-27', 24 * 60 - 1))
    await expect(
      editDelivery(act(), await seen(id), { ...input, expectedOn: '2026-11-27' }),
    ).rejects.toBeInstanceOf(Forbidden)
    await moveDelivery(act(), await seen(id), 'arrive', null)
    await expect(
      editDelivery(act(lead), await seen(id), { ...input, expectedOn: '2026-11-27' }),
    ).rejects.toBeInstanceOf(Conflict)
  })

  it('names line by line what isn’t there, and only suppliers in use', async () => {
    const lines = [{ row: 3, sku: 'NOTHING', quantity: 1 }]
    const input = { supplierId: factory.id, expectedOn: '2026-11-25', note: null }
    await expect(createDeliveryByCode(act(lead), { ...input, lines })).rejects.toMatchObject({
      errors: { lines: '第 3 行：没有编码或条码为“NOTHING”的 SKU' },
    })
    const gone = await supplier()
    await db.supplier.update({ where: { id: gone.id }, data: { archivedAt: at } })
    await expect(
      createDelivery(act(lead), { ...input, supplierId: gone.id, lines: [] }),
    ).rejects.toBeInstanceOf(FieldError)
    await expect(createDelivery(act(specialist), { ...input, lines: [] })).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('an inspection', () => {
  it('posts good pieces to their place and bad ones to quarantine, in one act', async () => {
    const { id, skus } = await arrived(12, 5)
    const [cup, lid] = skus as [(typeof skus)[0], (typeof skus)[0]]
    const inspected = await inspectDelivery(act(), await seen(id), [
      { skuId: cup.id, quantity: 9, fault: null, locationId: null },
      { skuId: cup.id, quantity: 2, fault: 'COLOR', locationId: null },
      { skuId: lid.id, quantity: 5, fault: null, locationId: other.id },
    ])
    expect(inspected).toMatchObject({
      move: 'receive-part',
      accepted: 14,
      rejected: 2,
      missing: 1,
      surplus: 0,
    })
    expect(await balances(cup.id)).toEqual({ 'A-01': 9, 'Q-01': 2 })
    expect(await balances(lid.id)).toEqual({ 'B-01': 5 })
    expect(await db.stockLevel.findUniqueOrThrow({ where: { skuId: cup.id } })).toMatchObject({
      onHand: 11,
      quarantined: 2,
    })
    const receipt = await db.receipt.findFirstOrThrow({ where: { deliveryId: id } })
    expect(receipt).toMatchObject({
      state: 'POSTED',
      kind: 'PURCHASE',
      source: expect.stringContaining('杭州杯具厂'),
    })
    expect(await db.quarantineCase.findMany({ where: { deliveryId: id } })).toMatchObject([
      { reason: '颜色不符', plan: 'RETURN_TO_SUPPLIER', quantity: 2, state: 'OPEN', locationId: shelf.id },
    ])
    expect(await seen(id)).toMatchObject({ state: 'PARTLY_RECEIVED', accepted: 14, rejected: 2 })
    expect(await openItems(id)).toMatchObject([{ kind: 'PARTLY_RECEIVED', duty: 'OPERATIONS_LEAD' }])
    expect(await prove(db)).toEqual([])
  })

  it('notes when goods of a product were first accepted, once', async () => {
    const { id, skus } = await arrived(2)
    const skuId = skus[0]?.id ?? 0
    await countPieces(act(), id, { skuId, quantity: 1, fault: null })
    await postCounted(act(), await seen(id))
    const product = () => db.product.findFirstOrThrow({ where: { skus: { some: { id: skuId } } } })
    expect((await product()).firstAcceptedAt).toEqual(at)
    const later = plus(at, DAY_MS)
    await moveDelivery(act(clerk, later), await seen(id), 'arrive', null)
    await countPieces(act(clerk, later), id, { skuId, quantity: 1, fault: null })
    await postCounted(act(clerk, later), await seen(id))
    expect((await product()).firstAcceptedAt).toEqual(at)
    expect(await seen(id)).toMatchObject({ state: 'RECEIVED', closedAt: later })
    expect(
      await db.historyEntry.count({
        where: { noun: 'catalog/products', deed: 'accept-first', subjectId: (await product()).id },
      }),
    ).toBe(1)
  })

  it('takes the rest when it comes, or is closed short with a reason', async () => {
    const { id, skus } = await arrived(4)
    const skuId = skus[0]?.id ?? 0
    await countPieces(act(), id, { skuId, quantity: 3, fault: null })
    expect((await postCounted(act(), await seen(id))).missing).toBe(1)
    await expect(moveDelivery(act(), await seen(id), 'close-short', '退款')).rejects.toBeInstanceOf(Forbidden)
    await moveDelivery(act(lead), await seen(id), 'close-short', '供应商退款')
    expect(await seen(id)).toMatchObject({ state: 'CLOSED_SHORT', closedAt: at })
    expect(await openItems(id)).toEqual([])
  })

  it('takes too many and unannounced goods, and asks to settle it', async () => {
    const { id, skus } = await arrived(2)
    const [cup, extra] = [skus[0]?.code ?? '', await goods()]
    const found = [
      { row: null, sku: cup, quantity: 3, fault: null, location: null },
      { row: 1, sku: extra.code, quantity: 4, fault: null, location: 'b-01' },
    ]
    await inspectByCode(act(), await seen(id), told(found))
    expect(await seen(id)).toMatchObject({ state: 'DISPUTED' })
    expect(await balances(extra.id)).toEqual({ 'B-01': 4 })
    expect(await linesFor({ id })).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ sku: extra.code, announced: 0, accepted: 4 })]),
    )
    await moveDelivery(act(lead), await seen(id), 'settle', '按实收付款')
    expect(await seen(id)).toMatchObject({ state: 'RECEIVED', closedAt: at })
  })

  it('says at the field what isn’t there, and where a place must be told', async () => {
    const { id, skus } = await arrived(2)
    const [cup, homeless] = [skus[0] as { id: number; code: string }, await sku()]
    const row = await seen(id)
    const found = { sku: cup.code, quantity: 1, fault: null }
    await expect(
      inspectByCode(
        act(),
        row,
        told([
          { ...found, row: null, location: 'Z-99' },
          { ...found, row: 2, sku: 'NOTHING', location: null },
        ]),
      ),
    ).rejects.toMatchObject({
      errors: {
        [`place${cup.id}`]: '没有库位 Z-99',
        further: '第 2 行：没有编码或条码为“NOTHING”的 SKU',
      },
    })
    await expect(
      inspectByCode(act(), row, told([{ ...found, row: 1, sku: homeless.code, location: null }])),
    ).rejects.toMatchObject({ errors: { '': expect.stringContaining(homeless.code) } })
    await expect(inspectByCode(act(), row, told([]))).rejects.toBeInstanceOf(FieldError)
    expect(await balances(cup.id)).toEqual({})
  })

  it('asks before good pieces go among goods of another class, at the field of the place', async () => {
    const { id, skus } = await arrived(2)
    const cup = skus[0] as { id: number; code: string }
    const [own, strange] = await Promise.all(
      ['杯具', '雨具'].map(async (goodsClass) => {
        const { id } = await location()
        return db.location.update({ where: { id }, data: { goodsClass } })
      }),
    )
    await db.sku.update({ where: { id: cup.id }, data: { homeLocationId: own?.id } })
    const good = { row: null, sku: cup.code, quantity: 1, fault: null, location: strange?.code ?? '' }
    const said = `${strange?.code} 放“雨具”，${cup.code} 是“杯具”。仍要放这里，请勾选“品类不同也放”`
    await expect(
      inspectByCode(act(), await seen(id), told([good, { ...good, row: 3 }])),
    ).rejects.toMatchObject({ errors: { [`place${cup.id}`]: said, further: `第 3 行：${said}` } })
    await inspectByCode(act(), await seen(id), { ...told([good]), despiteClass: true })
    expect(await balances(cup.id)).toEqual({ [strange?.code ?? '']: 1 })
  })

  it('is asked for a reason outside the inbound hours, which stands in history', async () => {
    const { id, skus } = await arrived(1)
    const found = [{ row: null, sku: skus[0]?.code ?? '', quantity: 1, fault: null, location: null }]
    const open = await db.workCalendar.findUniqueOrThrow({ where: { key: 'inbound' } })
    const weekly = Array<number[][]>(7).fill([])
    await db.workCalendar.update({ where: { key: 'inbound' }, data: { weekly } })
    await expect(inspectByCode(act(), await seen(id), told(found))).rejects.toMatchObject({
      errors: { remark: '现在不是入库时间（入库时间：今天休息）。确实要现在做，请写明原因。' },
    })
    await inspectByCode(act(), await seen(id), { ...told(found), remark: '司机等着走' })
    await db.workCalendar.update({
      where: { key: 'inbound' },
      data: { weekly: open.weekly as Prisma.InputJsonValue },
    })
    const entries = await db.historyEntry.findMany({
      where: { noun: 'warehouse/deliveries', subjectId: id, deed: 'receive-all' },
    })
    expect(entries).toMatchObject([{ remark: '司机等着走' }])
  })

  it('is refused to others, before the goods have come, and twice', async () => {
    const { id, skus } = await announced(1)
    const count = { skuId: skus[0]?.id ?? 0, quantity: 1, fault: null }
    expect(await countPieces(act(), id, count)).toEqual({ ok: false, why: 'not-arrived' })
    await moveDelivery(act(), await seen(id), 'arrive', null)
    await expect(countPieces(act(specialist), id, count)).rejects.toBeInstanceOf(Forbidden)
    await countPieces(act(), id, count)
    await postCounted(act(), await seen(id))
    await expect(postCounted(act(), await seen(id))).rejects.toBeInstanceOf(Conflict)
    expect(await countPieces(act(), id, count)).toEqual({ ok: false, why: 'received' })
  })
})

describe('counting at the door', () => {
  it('adds up, takes back, rejects and places what is counted', async () => {
    const { id, skus } = await arrived(12)
    const skuId = skus[0]?.id ?? 0
    const count = (quantity: number) => ({ skuId, quantity, fault: null })
    await countPieces(act(), id, count(6))
    await countPieces(act(), id, count(6))
    await uncountPieces(act(), id, count(1))
    expect(await uncountPieces(act(), id, count(99))).toEqual({ ok: false, why: 'too-few' })
    await rejectCounted(act(), id, { ...count(2), fault: 'DIRT' })
    await placeCounted(act(), id, skuId, other.id)
    await countPieces(act(), id, count(1))
    expect(await countsFor({ id })).toMatchObject([
      { fault: null, quantity: 10, location: 'B-01' },
      { fault: 'DIRT', quantity: 2, location: null },
    ])
    await postCounted(act(), await seen(id))
    expect(await balances(skuId)).toEqual({ 'B-01': 10, 'Q-01': 2 })
    expect(await rejectionsFor({ id })).toMatchObject([{ reason: '脏污', quantity: 2 }])
  })

  it('is right when two clerks count and one of them posts at the same time', async () => {
    const { id, skus } = await arrived(40)
    const skuId = skus[0]?.id ?? 0
    const second: Act = { actor: lead, at }
    const scans = Array.from({ length: 20 }, (_, i) =>
      countPieces(i % 2 ? act() : second, id, { skuId, quantity: 1, fault: null }),
    )
    const posted = Promise.allSettled([
      postCounted(act(), await seen(id)),
      postCounted(second, await seen(id)),
    ])
    const counted = (await Promise.all(scans)).filter(({ ok }) => ok).length
    await posted
    const left = (await countsFor({ id })).reduce((sum, { quantity }) => sum + quantity, 0)
    const [line] = await linesFor({ id })
    expect((line?.accepted ?? 0) + left).toBe(counted)
    expect((await balances(skuId))['A-01'] ?? 0).toBe(line?.accepted)
    expect(await prove(db)).toEqual([])
  })

  it('is told to the desk: a form that was opened before the last scan isn’t taken', async () => {
    const { id, skus } = await arrived(2)
    const [before, skuId] = [await seen(id), skus[0]?.id ?? 0]
    await countPieces(act(), id, { skuId, quantity: 1, fault: null })
    const finding = { skuId, quantity: 2, fault: null, locationId: null }
    await expect(inspectDelivery(act(), before, [finding])).rejects.toBeInstanceOf(Conflict)
    expect((await inspectDelivery(act(), await seen(id), [finding])).accepted).toBe(2)
  })
})

describe('goods that nobody announced', () => {
  it('are received all the same, and their supplier is told later', async () => {
    const input = { supplierId: null, expectedOn: null, note: '顺丰到付', lines: [] }
    const { id } = await createDelivery(act(), input)
    expect(await seen(id)).toMatchObject({ state: 'ARRIVED', expectedBy: null, arrivedAt: at })
    const extra = await goods()
    await countPieces(act(), id, { skuId: extra.id, quantity: 3, fault: null })
    await postCounted(act(), await seen(id))
    expect(await seen(id)).toMatchObject({ state: 'DISPUTED', supplier: null })
    await identifySupplier(act(lead), await seen(id), factory.id)
    expect(await seen(id)).toMatchObject({ supplier: factory.name })
  })
})

describe('a delivery that nobody wants', () => {
  it('is cancelled with what was counted, but not once something was received', async () => {
    const { id, skus } = await arrived(2)
    const count = { skuId: skus[0]?.id ?? 0, quantity: 1, fault: null }
    await countPieces(act(), id, count)
    await moveDelivery(act(lead), await seen(id), 'cancel', '送错地方')
    expect(await countsFor({ id })).toEqual([])
    const next = await arrived(2)
    const skuId = next.skus[0]?.id ?? 0
    await countPieces(act(), next.id, { ...count, skuId })
    await postCounted(act(), await seen(next.id))
    await moveDelivery(act(), await seen(next.id), 'arrive', null)
    await expect(moveDelivery(act(lead), await seen(next.id), 'cancel', 'x')).rejects.toBeInstanceOf(Conflict)
  })
})

describe('rejected goods', () => {
  it('go to rework and then to the shelf, or back to the supplier', async () => {
    const { id, skus } = await arrived(3)
    const skuId = skus[0]?.id ?? 0
    await countPieces(act(), id, { skuId, quantity: 2, fault: 'PACKAGE' })
    await countPieces(act(), id, { skuId, quantity: 1, fault: 'SIZE' })
    await postCounted(act(), await seen(id))
    const cases = await db.quarantineCase.findMany({ where: { deliveryId: id }, orderBy: { id: 'asc' } })
    const [packing, size] = ['包装破损', '尺码不符'].map((reason) =>
      cases.find((one) => one.reason === reason),
    )
    if (!packing || !size) throw new Error('two cases')
    expect([packing.plan, size.plan]).toEqual(['REWORK', 'RETURN_TO_SUPPLIER'])
    const away = { reworkedBy: '纸箱厂', reworkDueAt: plus(now(), DAY_MS), remark: null }
    await rework(act(lead), packing, away)
    const reworking = await db.quarantineCase.findUniqueOrThrow({ where: { id: packing.id } })
    expect(reworking.state).toBe('REWORKING')
    await decideQuarantine(act(lead), reworking, 'restock', null)
    await decideQuarantine(act(lead), size, 'return-to-supplier', '随下一车退回')
    expect(await balances(skuId)).toEqual({ 'A-01': 2 })
    expect(await prove(db)).toEqual([])
  })
})

describe('the record of a supplier', () => {
  it('counts deliveries that were due and pieces that were inspected', async () => {
    const mill = await supplier()
    const cup = await goods()
    const make = async (expectedOn: string, quantity: number): Promise<number> => {
      const lines = [{ skuId: cup.id, quantity }]
      return (await createDelivery(act(lead), { supplierId: mill.id, expectedOn, note: null, lines })).id
    }
    const [onTime, late] = [await make('2026-11-23', 10), await make('2026-11-22', 10)]
    await make('2026-11-24', 5)
    for (const id of [onTime, late]) {
      await moveDelivery(act(), await seen(id), 'arrive', null)
      await countPieces(act(), id, { skuId: cup.id, quantity: 9, fault: null })
      await countPieces(act(), id, { skuId: cup.id, quantity: 1, fault: 'DAMAGE' })
      await postCounted(act(), await seen(id))
    }
    expect(await recordOf(mill.id, at)).toEqual({
      due: 2,
      onTime: 1,
      accepted: 18,
      rejected: 2,
      closedAnnounced: 20,
      closedMissing: 0,
    })
    // A day later the third should have come.
    expect(await recordOf(mill.id, plus(at, 2 * DAY_MS))).toMatchObject({ due: 3, onTime: 1 })
    expect((await labelledLines({ id: onTime }))[0]).toMatchObject({ code: cup.code, pieces: 9 })
  })
})
