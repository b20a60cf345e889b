import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { parcel } from '../shipments/flow.ts'
import type { ScanAnswer } from '../../../setup/terminal.ts'
import { Gun, badgeFor, terminal } from '../../../setup/terminal.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let here: Floor
let gun: Gun
let id: number

beforeEach(async () => {
  here = await floor()
  gun = here.gun
  await want(here, 20)
  const [one] = await onTable(here)
  id = one?.id ?? 0
  await gun.scan(one?.number ?? '')
})

const goods = '6901234567892'
const checked = async (): Promise<number> => (await parcel(id)).lines[0]?.checked ?? -1
const send = async (scan: object): Promise<ScanAnswer> => (await gun.post('scans', scan)).body as ScanAnswer

describe('a scan', () => {
  it('counts once however often it is sent, with the first answer each time', async () => {
    const scan = gun.sent(goods)
    const first = await send(scan)
    await gun.scan(goods)
    const again = await send(scan)
    expect(again.outcome).toEqual(first.outcome)
    expect(await checked()).toBe(2)
  })

  it('counts once when ten requests bring it at the same moment', async () => {
    const scan = gun.sent(goods)
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(scan)))
    for (const { outcome } of answers) expect(outcome).toEqual(answers[0]?.outcome)
    expect(answers[0]?.outcome?.did).toBe('check')
    expect(await checked()).toBe(1)
    expect(await db.scan.count({ where: { code: goods } })).toBe(1)
  })

  it('counts every time the trigger is pulled: twenty scans are twenty pieces', async () => {
    for (let i = 0; i < 20; i += 1) await gun.scan(goods)
    expect(await checked()).toBe(20)
  })

  it('counts also when it was made before the answers to those before it were seen', async () => {
    let follows: string | null = null
    for (let i = 0; i < 20; i += 1) {
      const scanId = randomUUID()
      const { outcome } = await send(gun.sent(goods, { id: scanId, follows }))
      expect(outcome?.did).toBe('check')
      follows = scanId
    }
    expect(await checked()).toBe(20)
  })

  it('of another terminal is no answer to anybody else', async () => {
    const scan = gun.sent(goods)
    await send(scan)
    const other = new Gun(here.app, (await terminal()).secret)
    await other.signIn({ badge: here.badge })
    const answer = await other.post('scans', scan)
    expect(answer.status).toBe(409)
    expect(await checked()).toBe(1)
  })

  it.each([
    ['without an id', { id: 'x' }],
    ['of no screen', { screen: 'dance' }],
    ['of no time', { scannedAt: '昨天' }],
    ['that is too long', { code: 'x'.repeat(1001) }],
    ['whose code is no text', { code: 5 }],
  ])('%s is refused as none', async (_case, more) => {
    const { status } = await gun.post('scans', gun.sent(goods, more))
    expect(status).toBe(422)
    expect(await db.scan.count({ where: { code: goods } })).toBe(0)
  })

  it('may hold anything that a gun can send', async () => {
    for (const code of ['\0', '\ud800', '💣'.repeat(90), "'; DROP TABLE scans --", '<script>', '   ', '']) {
      expect((await gun.scan(code)).outcome?.did).toBe('unknown')
    }
    expect(await checked()).toBe(0)
  })
})

describe('a scan of a piece', () => {
  it('costs the same handful of statements however large the parcel is and how many were scanned', async () => {
    const first = await countStatements(() => gun.scan(goods))
    for (let i = 0; i < 10; i += 1) await gun.scan(goods)
    const later = await countStatements(() => gun.scan(goods))
    expect(later.statements.length).toBe(first.statements.length)
    expect(first.statements.length).toBeLessThanOrEqual(28)
  })
})

describe('scans made blind', () => {
  it('don’t count after a refusal by which the clerk had moved on in mind', async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    const waybill = await send(gun.sent('YT1234567890123', { id: first }))
    expect(waybill.outcome?.did).toBe('incomplete')
    const next = await send(gun.sent(goods, { id: second, follows: first }))
    expect(next.outcome).toMatchObject({ did: 'after-refusal', tone: 'wrong' })
    const third = await send(gun.sent(goods, { follows: second }))
    expect(third.outcome?.did).toBe('after-refusal')
    expect(await checked()).toBe(0)
    expect((await gun.scan(goods)).outcome?.did).toBe('check')
  })

  it('count after a wrong piece: it changes nothing else', async () => {
    const first = randomUUID()
    await send(gun.sent(here.goods[1]?.code ?? '', { id: first }))
    expect((await send(gun.sent(goods, { follows: first }))).outcome?.did).toBe('check')
  })

  it('don’t count when one before them never came', async () => {
    const { outcome } = await send(gun.sent(goods, { follows: randomUUID() }))
    expect(outcome?.did).toBe('out-of-order')
    expect(await checked()).toBe(0)
  })

  it('follow the parcel that the scan before them opened', async () => {
    await gun.scan('CMD-CANCEL')
    const slip = randomUUID()
    const { number } = await parcel(id)
    await send(gun.sent(number, { id: slip }))
    expect((await send(gun.sent(goods, { follows: slip }))).outcome?.did).toBe('check')
  })

  it('follow the screen to which the scan before them led', async () => {
    await gun.scan('CMD-CANCEL')
    await gun.scan('CMD-MENU')
    const chosen = randomUUID()
    await send(gun.sent('2', { id: chosen }))
    const { number } = await parcel(id)
    const answer = await send(gun.sent(number, { follows: chosen }))
    expect(answer.outcome?.did).toBe('open-parcel')
    expect(answer.page).toMatchObject({ screen: 'pack', subject: id })
  })
})

describe('a scan of a parcel that is no longer open', () => {
  it('is refused and kept', async () => {
    const late = gun.sent(goods)
    await gun.scan('CMD-CANCEL')
    const { outcome } = await send(late)
    expect(outcome?.did).toBe('stale-subject')
    expect(await checked()).toBe(0)
    expect(await db.scan.count({ where: { code: goods } })).toBe(1)
  })
})

describe('a clerk’s badge', () => {
  it('scanned in the middle of the work does nothing', async () => {
    expect(await gun.did(await badgeFor(here.cast, 'designer'))).toBe('badge')
  })
})
