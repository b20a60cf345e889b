import { beforeAll, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Gun } from '../../../setup/terminal.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let house: Floor
let gun: Gun
let slip: string
let code: string

const hours = (weekly: number[][][]): Promise<unknown> =>
  db.workCalendar.updateMany({ where: { key: 'outbound' }, data: { weekly } })

beforeAll(async () => {
  house = await floor()
  gun = house.gun
  await want(house, 2)
  slip = (await onTable(house))[0]?.number ?? ''
  code = house.goods[0]?.code ?? ''
})

it('within the hours nobody is asked, and nobody is interrupted in what is begun', async () => {
  expect((await gun.scan(slip)).outcome?.did).toBe('open-parcel')
  await hours(Array<number[][]>(7).fill([]))
  expect((await gun.scan(code)).outcome?.did).toBe('check')
  expect((await gun.scan('CMD-CANCEL')).outcome?.did).toBe('close-parcel')
})

it('outside of them nothing is begun before the clerk says that he means it, and that stands in history', async () => {
  const asked = (await gun.scan(slip)).outcome
  expect([asked?.tone, asked?.title]).toEqual(['ask', '现在不是出库时间'])
  expect(asked?.text).toContain('今天休息')
  expect((await gun.scan('CMD-OK')).outcome?.did).toBe('work-after-hours')
  expect((await gun.scan(slip)).outcome?.did).toBe('open-parcel')
  const noted = await db.historyEntry.findMany({ where: { deed: 'after-hours' } })
  expect(noted).toMatchObject([
    { noun: 'warehouse/devices', subjectId: house.deviceId, personId: house.cast.ids['warehouse-clerk'] },
  ])
})

it('once a day is enough, but another clerk is asked himself', async () => {
  await gun.scan('CMD-CANCEL')
  expect((await gun.scan('CMD-MENU')).outcome?.did).toBe('go')
  expect((await gun.scan('CMD-PACK')).outcome?.did).toBe('go')
  const session = await db.terminalSession.findFirstOrThrow({ where: { endedAt: null } })
  const hand = { ...(session.hand as object), afterHours: { outbound: '2020-01-01' } }
  await db.terminalSession.update({ where: { id: session.id }, data: { hand, lastActiveAt: now() } })
  await gun.scan('CMD-MENU')
  expect((await gun.scan('CMD-PACK')).outcome?.tone).toBe('ask')
})

it('who has said so of what goes out is asked again about what comes in', async () => {
  await db.workCalendar.updateMany({
    where: { key: 'inbound' },
    data: { weekly: Array<number[][]>(7).fill([]) },
  })
  await gun.scan('CMD-OK')
  await gun.scan('CMD-MENU')
  expect((await gun.scan('CMD-PACK')).outcome?.did).toBe('go')
  expect((await gun.scan('CMD-RECEIVE')).outcome).toMatchObject({ tone: 'ask', title: '现在不是入库时间' })
  await gun.scan('CMD-CANCEL')
})

it('the menu tells today’s hours', async () => {
  expect((await gun.scan('CMD-MENU')).page?.html).toContain('出库 今天休息')
})
