import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import type { MovementFilter } from '../../../../src/features/warehouse/movements/queries.ts'
import { listMovements } from '../../../../src/features/warehouse/movements/queries.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { createReceipt, moveReceipt } from '../../../../src/features/warehouse/receipts/actions.ts'
import { post, transfer } from '../../../../src/features/warehouse/stock/ledger.ts'
import { db } from '../../../../src/database/client.ts'
import { moment } from '../../../../src/lib/dates.ts'
import { deed } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location, sku } from '../../../setup/goods.ts'
import { packed } from '../shipments/flow.ts'
import { floor, want } from '../terminal/floor.ts'

let clerk: PersonActor
let cup: { id: number; code: string }
let receipt: string

beforeAll(async () => {
  const cast = await castIn()
  clerk = await actor(cast, 'warehouse-clerk')
  const [shelf, other] = [await location('STORAGE', 'A-01'), await location('STORAGE', 'B-01')]
  cup = await sku({ code: 'CUP', barcode: '6900001' })
  const lid = await sku({ code: 'LID' })
  const act = { actor: clerk, at: moment('2026-11-20', 9 * 60) }
  const lines = [
    { row: 1, sku: 'CUP', quantity: 5, location: shelf.code },
    { row: 2, sku: 'LID', quantity: 7, location: shelf.code },
  ]
  const { id } = await createReceipt(act, { kind: 'PURCHASE', source: null, note: null, lines })
  await moveReceipt(act, await db.receipt.findUniqueOrThrow({ where: { id } }), 'post', null)
  receipt = (await db.receipt.findUniqueOrThrow({ where: { id } })).number
  for (const goods of [cup, lid]) {
    await deed({ actor: system('test'), at: moment('2026-11-21', 24 * 60 - 1) }, (act) =>
      post(
        act,
        { noun: 'warehouse/stock', subjectId: goods.id },
        transfer(goods.id, shelf.id, other.id, 2, 'TRANSFER'),
      ),
    )
  }
})

const found = async (filter: MovementFilter): Promise<string[]> =>
  (await listMovements(clerk, filter)).rows.map(
    ({ sku, quantity, location }) => `${sku} ${quantity} ${location}`,
  )

describe('the list of movements', () => {
  it('shows all, the newest first', async () => {
    expect(await found({})).toEqual([
      'LID 2 B-01',
      'LID -2 A-01',
      'CUP 2 B-01',
      'CUP -2 A-01',
      'LID 7 A-01',
      'CUP 5 A-01',
    ])
  })

  it.each<[string, () => MovementFilter, number]>([
    ['a SKU by code', () => ({ sku: 'CUP' }), 3],
    ['a SKU by barcode', () => ({ sku: '6900001' }), 3],
    ['a SKU by id', () => ({ skuId: cup.id }), 3],
    ['no SKU', () => ({ sku: 'NOTHING' }), 0],
    ['a location', () => ({ location: 'b-01' }), 2],
    ['a reason', () => ({ reason: 'TRANSFER' }), 4],
    ['a paper', () => ({ paper: receipt.toLowerCase() }), 2],
    ['no paper', () => ({ paper: 'RK0' }), 0],
    ['a person by name', () => ({ person: '赵大勇' }), 2],
    ['a person by number', () => ({ person: 'warehouse-clerk' }), 2],
    ['days from', () => ({ from: '2026-11-21' }), 4],
    ['days to, the last minute included', () => ({ to: '2026-11-21' }), 6],
    ['days before', () => ({ to: '2026-11-20' }), 2],
    ['all together', () => ({ sku: 'CUP', location: 'A-01', reason: 'RECEIPT', person: '赵大勇' }), 1],
  ])('finds by %s', async (_words, filter, count) => {
    expect(await found(filter())).toHaveLength(count)
  })

  it('pages by moment and number, in both directions', async () => {
    const all = await listMovements(clerk, {})
    const first = await listMovements(clerk, {}, undefined, 3)
    const second = await listMovements(clerk, {}, first.next, 3)
    expect([...first.rows, ...second.rows]).toEqual(all.rows)
    expect((await listMovements(clerk, {}, second.previous, 3)).rows).toEqual(first.rows)
  })

  it('finds what a courier took away by the number of the hand-over, for whoever sees one of its parcels', async () => {
    await freshDatabase()
    const here = await floor()
    await want(here, 2)
    const rows = await packed(here.crew)
    const ids = rows.map(({ id }) => id)
    await handOverShipments(here.crew.clerk, ids, '圆通速递')
    const { number } = await db.handOver.findFirstOrThrow()
    const { rows: moved } = await listMovements(here.crew.clerk.actor, { paper: number })
    expect(moved.map(({ reason, quantity, paper }) => [reason, quantity, paper])).toEqual([
      ['HAND_OVER', -2, number],
    ])
    const stranger = await actor(here.cast, 'stranger')
    const theirs = await listMovements(stranger, { reason: 'HAND_OVER' })
    expect(theirs.rows.map(({ paper }) => paper)).toEqual([null])
  })
})
