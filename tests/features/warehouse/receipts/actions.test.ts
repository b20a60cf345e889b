import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  addLine,
  createReceipt,
  editReceipt,
  moveReceipt,
  removeLine,
} from '../../../../src/features/warehouse/receipts/actions.ts'
import type { LineText } from '../../../../src/features/warehouse/receipts/lines.ts'
import { getReceipt, linesFor } from '../../../../src/features/warehouse/receipts/queries.ts'
import { prove } from '../../../../src/features/warehouse/stock/ledger.ts'
import { moment } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'

// A Monday: warehouse days are counted from it.
const at = moment('2026-11-23', 10 * 60)
let clerk: PersonActor
let specialist: PersonActor
let shelf: { id: number; code: string }
let cup: { id: number; code: string }
const act = (who = clerk, token?: string): Act => ({ actor: who, at, token })
const line = (text: string, quantity: number, where: string | null = null): LineText => ({
  row: 1,
  sku: text,
  quantity,
  location: where,
})
const receipt = (id: number) => getReceipt(clerk, id)
const what = async (id: number) =>
  (await linesFor(await receipt(id))).map((one) => [one.sku, one.quantity, one.location])

beforeAll(async () => {
  const cast = await castIn()
  clerk = await actor(cast, 'warehouse-clerk')
  specialist = await actor(cast, 'operations-specialist')
  shelf = await location('STORAGE', 'A-01')
  await location('STORAGE', 'B-01')
  await location('QUARANTINE', 'Q-01')
  cup = await sku({ code: 'CUP', homeLocationId: shelf.id, barcode: 'BOX' })
  await db.barcode.update({ where: { code: 'BOX' }, data: { quantity: 10 } })
  await sku({ code: 'HOMELESS' })
})

function made(lines: LineText[], kind: 'PURCHASE' | 'OPENING' = 'PURCHASE'): Promise<{ id: number }> {
  return createReceipt(act(), { kind, source: '浙江工厂', note: null, lines })
}

describe('a receipt', () => {
  it('begins as a draft with a number, its lines merged, and a work item for the clerks', async () => {
    const { id } = await made([line('CUP', 3), line('BOX', 2), line('CUP', 1, 'b-01')])
    expect(await receipt(id)).toMatchObject({
      number: 'RK20261123-0001',
      state: 'DRAFT',
      lines: 2,
      pieces: 24,
    })
    expect(await what(id)).toEqual([
      ['CUP', 23, 'A-01'],
      ['CUP', 1, 'B-01'],
    ])
    expect(
      await db.workItem.findMany({ where: { noun: 'warehouse/receipts', subjectId: id } }),
    ).toMatchObject([{ kind: 'DRAFT', duty: 'WAREHOUSE_CLERK', shopId: null, closedAt: null }])
    expect(await db.stockMovement.count()).toBe(0)
  })

  it('names line by line what isn’t there', async () => {
    const bad = [
      { ...line('NOTHING', 1), row: 2 },
      { ...line('HOMELESS', 1), row: 3 },
      { ...line('CUP', 1, 'Z-9'), row: 4 },
      { ...line('CUP', 1, 'Q-01'), row: 5 },
    ]
    await expect(made(bad)).rejects.toMatchObject({
      errors: {
        lines:
          '第 2 行：没有编码或条码为“NOTHING”的 SKU；第 3 行：HOMELESS 没有常用库位，请写明库位；' +
          '第 4 行：没有库位 Z-9；第 5 行：Q-01 不是存储库位',
      },
    })
    await expect(made(Array.from({ length: 11 }, () => line('BOX', 99_999)))).rejects.toThrow(
      '超过 1000000 件',
    )
  })

  it('brings goods into the ledger when it is posted, once', async () => {
    const { id } = await made([line('CUP', 5)], 'OPENING')
    const draft = await receipt(id)
    const token = randomUUID()
    await moveReceipt(act(clerk, token), draft, 'post', null)
    await moveReceipt(act(clerk, token), draft, 'post', null)
    await expect(moveReceipt(act(), draft, 'post', null)).rejects.toThrow('已过账')
    expect(await receipt(id)).toMatchObject({ state: 'POSTED', postedAt: at })
    expect(
      await db.stockMovement.findMany({ where: { noun: 'warehouse/receipts', subjectId: id } }),
    ).toMatchObject([
      { skuId: cup.id, locationId: shelf.id, quantity: 5, reason: 'OPENING', personId: clerk.personId, at },
    ])
    expect(await db.stockLevel.findUnique({ where: { skuId: cup.id } })).toMatchObject({ onHand: 5 })
    expect(
      await db.workItem.findFirst({ where: { subjectId: id, noun: 'warehouse/receipts' } }),
    ).toMatchObject({
      outcome: 'post',
      closedById: clerk.personId,
    })
    expect(await prove(db)).toEqual([])
  })

  it('is not posted empty, and its line and its posting do not pass each other', async () => {
    const { id } = await made([])
    await expect(moveReceipt(act(), await receipt(id), 'post', null)).rejects.toBeInstanceOf(FieldError)
    expect(await receipt(id)).toMatchObject({ state: 'DRAFT', version: 1 })
    await addLine(act(), await receipt(id), { ...line('CUP', 1), row: null })
    const seen = await receipt(id)
    const both = await Promise.allSettled([
      moveReceipt(act(), seen, 'post', null),
      addLine(act(), seen, { ...line('CUP', 7), row: null }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const moved = await db.stockMovement.findMany({ where: { noun: 'warehouse/receipts', subjectId: id } })
    const { state, pieces } = await receipt(id)
    expect(moved.map(({ quantity }) => quantity)).toEqual(state === 'POSTED' ? [pieces] : [])
  })

  it('is changed while it is a draft, and not afterwards', async () => {
    const { id } = await made([line('CUP', 1)])
    await addLine(act(), await receipt(id), { ...line('BOX', 1), row: null })
    await addLine(act(), await receipt(id), { ...line('CUP', 2, 'B-01'), row: null })
    expect(await what(id)).toEqual([
      ['CUP', 11, 'A-01'],
      ['CUP', 2, 'B-01'],
    ])
    const [first] = await linesFor(await receipt(id))
    await removeLine(act(), await receipt(id), first?.id ?? 0)
    expect(await what(id)).toEqual([['CUP', 2, 'B-01']])
    const input = { kind: 'PURCHASE' as const, source: null, note: '少两箱', lines: [line('CUP', 6)] }
    await expect(editReceipt(act(specialist), await receipt(id), input)).rejects.toBeInstanceOf(Forbidden)
    await editReceipt(act(), await receipt(id), input)
    await moveReceipt(act(), await receipt(id), 'void', '送错了')
    await expect(editReceipt(act(), await receipt(id), input)).rejects.toBeInstanceOf(Conflict)
    await expect(moveReceipt(act(), await receipt(id), 'post', null)).rejects.toBeInstanceOf(Conflict)
    expect(await db.stockMovement.count({ where: { noun: 'warehouse/receipts', subjectId: id } })).toBe(0)
    const entries = await db.historyEntry.findMany({
      where: { noun: 'warehouse/receipts', subjectId: id },
      orderBy: { id: 'asc' },
    })
    expect(entries.map(({ deed }) => deed)).toEqual(['create', 'edit', 'edit', 'edit', 'edit', 'void'])
    expect(entries[4]).toMatchObject({
      changes: {
        lines: ['CUP × 2 → B-01', 'CUP × 6 → A-01'],
        source: ['浙江工厂', null],
        note: [null, '少两箱'],
      },
    })
  })
})
