import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { Forbidden } from '../../../../src/errors.ts'
import { revealContact } from '../../../../src/features/orders/orders/actions.ts'
import { getOrder } from '../../../../src/features/orders/orders/queries.ts'
import { MINUTE_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { order } from '../../../setup/orders.ts'

const contact = {
  nick: 'tb一',
  name: '金丝雀',
  phone: '13800001234',
  address: '灵隐路1号',
  memo: '打13800001234',
}

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

const reveals = (): Promise<number> => db.historyEntry.count({ where: { deed: 'reveal' } })

describe('revealing a buyer', () => {
  it('shows who it is and remembers who looked and why, without what was seen', async () => {
    const agent = await actor(cast, 'service-agent')
    const { id } = await order(cast.shopId, { contact, sellerMemo: '打138****1234' })
    const row = await getOrder(agent, id)
    expect(await revealContact({ actor: agent, at: now() }, row, '核对地址')).toEqual(contact)
    const [entry] = await db.historyEntry.findMany({ where: { deed: 'reveal' } })
    expect(entry).toMatchObject({
      subjectId: id,
      personId: cast.ids['service-agent'],
      remark: '核对地址',
      changes: null,
    })
  })

  it('shows the whole memo only while the order’s own is the same', async () => {
    const agent = await actor(cast, 'service-agent')
    const { id } = await order(cast.shopId, { contact, sellerMemo: '已经改过的备注' })
    const seen = await revealContact({ actor: agent, at: now() }, await getOrder(agent, id), null)
    expect(seen).not.toHaveProperty('memo')
  })

  it('is remembered once for a form that is sent twice, and keeps nothing with its token', async () => {
    const agent = await actor(cast, 'service-agent')
    const row = await getOrder(agent, (await order(cast.shopId, { contact })).id)
    const act = { actor: agent, at: now(), token: randomUUID() }
    await revealContact(act, row, null)
    expect(await revealContact({ ...act, at: plus(act.at, MINUTE_MS) }, row, null)).toMatchObject({
      name: '金丝雀',
    })
    expect(await reveals()).toBe(1)
    const [token] = await db.formToken.findMany()
    expect(JSON.stringify(token?.result)).not.toContain('金丝雀')
  })

  it('must be asked anew later, for another order and by another person', async () => {
    const agent = await actor(cast, 'service-agent')
    const [row, other] = [
      await getOrder(agent, (await order(cast.shopId, { contact })).id),
      await getOrder(agent, (await order(cast.shopId, { contact })).id),
    ]
    const act = { actor: agent, at: now(), token: randomUUID() }
    await revealContact(act, row, null)
    expect(await revealContact(act, other, null)).toBeNull()
    expect(await revealContact({ ...act, actor: await actor(cast, 'service-lead') }, row, null)).toBeNull()
    expect(await revealContact({ ...act, at: plus(act.at, 11 * MINUTE_MS) }, row, null)).toBeNull()
    expect(await reveals()).toBe(1)
  })

  it('is refused to whoever isn’t concerned, and remembers nothing then', async () => {
    const clerk = await actor(cast, 'warehouse-clerk')
    const row = await getOrder(clerk, (await order(cast.shopId, { contact })).id)
    await expect(revealContact({ actor: clerk, at: now() }, row, null)).rejects.toThrow(Forbidden)
    expect(await reveals()).toBe(0)
  })

  it('shows nobody once the data has been erased', async () => {
    const agent = await actor(cast, 'service-agent')
    const row = await getOrder(agent, (await order(cast.shopId, { joinHash: 'x' })).id)
    expect(await revealContact({ actor: agent, at: now() }, row, null)).toEqual({})
  })
})
