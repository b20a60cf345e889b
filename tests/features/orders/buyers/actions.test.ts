import { beforeEach, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { eraseContacts } from '../../../../src/features/orders/buyers/actions.ts'
import { DAY_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { order } from '../../../setup/orders.ts'
import { csv, importFile } from '../files.ts'

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

it('who the buyer was is erased some time after the order has ended or was last told of, and no file brings it back', async () => {
  const contact = {
    nick: 'tb一',
    name: '张三',
    phone: '13800000000',
    address: '浙江省 杭州市 余杭区 文一西路969号',
  }
  const ended = await order(cast.shopId, { status: 'FINISHED', contact })
  const closed = await order(cast.shopId, { status: 'CLOSED', contact })
  const forgotten = await order(cast.shopId, { status: 'SHIPPED', contact })
  const told = await order(cast.shopId, { status: 'SHIPPED', contact })
  await db.order.update({ where: { id: told.id }, data: { exportedAt: plus(now(), 100 * DAY_MS) } })
  const at = (days: number) => ({ actor: system('erase-contacts'), at: plus(now(), days * DAY_MS) })
  expect(await eraseContacts(at(179))).toEqual({ erased: 0 })
  expect(await eraseContacts(at(181))).toEqual({ erased: 3 })
  expect(await eraseContacts(at(182))).toEqual({ erased: 0 })
  const rows = await db.buyerContact.findMany({ orderBy: { orderId: 'asc' } })
  expect(rows.map(({ orderId, sealed, erasedAt }) => [orderId, sealed === null, erasedAt !== null])).toEqual([
    [ended.id, true, true],
    [closed.id, true, true],
    [forgotten.id, true, true],
    [told.id, false, false],
  ])
  expect(rows[0]).toMatchObject({ maskedName: null, maskedPhone: null, joinHash: null, addressHash: null })
  expect(await db.historyEntry.count({ where: { noun: 'orders/orders', deed: 'erase-contact' } })).toBe(3)
  const file = await csv('ExportOrderList1.csv', [
    { 订单编号: ended.platformOrderId, 支付单号: '1', 收货人姓名: '张三', 收货地址: contact.address },
  ])
  await importFile(await actor(cast, 'owner'), cast.shopId, file)
  expect((await db.buyerContact.findUniqueOrThrow({ where: { orderId: ended.id } })).sealed).toBeNull()
})
