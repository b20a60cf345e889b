import exceljs from 'exceljs'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { createShipSheet, voidShipSheet } from '../../../../src/features/warehouse/ship-sheets/actions.ts'
import { untoldByShop } from '../../../../src/features/warehouse/ship-sheets/queries.ts'
import { confirmByOrders, handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { open } from '../../../../src/storage/files.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { NOW, order, program, stocked } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { packed } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
})

/** Two orders in one parcel and one in another, both with the courier. */
async function shipped(): Promise<{ numbers: string[]; ids: number[] }> {
  const coat = await stocked(9)
  const to = { shopId: cast.shopId, joinHash: 'home' }
  const orders = [
    await order([{ code: coat.code, quantity: 1 }], to),
    await order(
      [
        { code: coat.code, quantity: 1 },
        { code: coat.code, quantity: 1 },
      ],
      to,
    ),
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId }),
  ]
  const ids = (await packed(crew, 'YT8800000000001', 'YT8800000000002')).map(({ id }) => id)
  await handOverShipments(crew.clerk, ids, '圆通速递')
  return { numbers: orders.map(({ platformOrderId }) => platformOrderId), ids }
}

async function rowsOf(sheetId: number): Promise<unknown[][]> {
  const { fileId } = await db.shipSheet.findUniqueOrThrow({ where: { id: sheetId } })
  const parts: Buffer[] = []
  for await (const part of (await open(fileId)).stream) parts.push(part as Buffer)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(Buffer.concat(parts) as never)
  const rows: unknown[][] = []
  workbook.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  return rows
}

const dueSheets = () => db.workItem.findMany({ where: { noun: 'warehouse/hand-overs', closedAt: null } })

describe('a batch-ship sheet', () => {
  it('has a row for each order, all as text, under the platform’s headings', async () => {
    const { numbers } = await shipped()
    const { id, number } = await createShipSheet(crew.specialist, cast.shopId)
    expect(number).toBe('FH20261123-0001')
    expect(await rowsOf(id)).toEqual([
      ['主订单编号', '快递公司名称', '运单号'],
      [numbers[0], '圆通速递', 'YT8800000000001'],
      [numbers[1], '圆通速递', 'YT8800000000001'],
      [numbers[2], '圆通速递', 'YT8800000000002'],
    ])
  })

  it('closes what the hand-over asked for, and takes each parcel once', async () => {
    await shipped()
    expect(await dueSheets()).toHaveLength(1)
    expect(await untoldByShop(crew.specialist.actor)).toMatchObject([{ shopId: cast.shopId, parcels: 2 }])
    const both = await Promise.allSettled([
      createShipSheet(crew.specialist, cast.shopId),
      createShipSheet(crew.lead, cast.shopId),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await dueSheets()).toEqual([])
    expect(await untoldByShop(crew.specialist.actor)).toEqual([])
    expect(
      await db.workItem.findMany({ where: { noun: 'warehouse/ship-sheets', closedAt: null } }),
    ).toMatchObject([{ kind: 'WAITING', duty: 'OPERATIONS_SPECIALIST', shopId: cast.shopId }])
  })

  it('is confirmed with the last of its parcels', async () => {
    const { numbers } = await shipped()
    const { id } = await createShipSheet(crew.specialist, cast.shopId)
    const says = (platformOrderId: string, trackingNumber: string) =>
      db.order.updateMany({ where: { platformOrderId }, data: { status: 'SHIPPED', trackingNumber } })
    await says(numbers[0] ?? '', 'YT8800000000001')
    await confirmByOrders(program)
    expect(await db.shipSheet.findUnique({ where: { id } })).toMatchObject({ state: 'WAITING' })
    await says(numbers[2] ?? '', 'YT8800000000002')
    await confirmByOrders(program)
    expect(await db.shipSheet.findUnique({ where: { id } })).toMatchObject({ state: 'CONFIRMED' })
    expect(await db.workItem.count({ where: { closedAt: null } })).toBe(0)
  })

  it('gives its parcels back when it is void, and somebody must tell the platform again', async () => {
    await shipped()
    const { id } = await createShipSheet(crew.specialist, cast.shopId)
    await voidShipSheet(crew.specialist, await db.shipSheet.findUniqueOrThrow({ where: { id } }), '选错店铺')
    expect(await dueSheets()).toHaveLength(1)
    await createShipSheet(crew.specialist, cast.shopId)
    expect(await db.shipSheet.count()).toBe(2)
  })

  it('is made by operations of the shop only', async () => {
    await shipped()
    for (const [member, status] of [
      ['warehouse-clerk', 403],
      ['stranger', 422],
    ] as const) {
      const act = { actor: await actor(cast, member), at: NOW }
      await expect(createShipSheet(act, cast.shopId)).rejects.toMatchObject({ status })
    }
  })
})
