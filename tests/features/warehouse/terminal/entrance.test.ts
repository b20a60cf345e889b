import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import request from 'supertest'
import { db } from '../../../../src/database/client.ts'
import { revokeBadge } from '../../../../src/features/warehouse/badges/actions.ts'
import { revokeDevice } from '../../../../src/features/warehouse/devices/actions.ts'
import { suspend } from '../../../../src/features/people/staff/leaving.ts'
import { getStaff } from '../../../../src/features/people/staff/queries.ts'
import { MINUTE_MS, now, plus, setClock } from '../../../../src/lib/dates.ts'
import { actor } from '../../../setup/cast.ts'
import { Gun, alsoClerk, badgeFor, pinFor, terminal } from '../../../setup/terminal.ts'
import { visit } from '../../../setup/web.ts'
import { parcel } from '../shipments/flow.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let here: Floor
let gun: Gun
let began: Date

beforeEach(async () => {
  here = await floor()
  gun = here.gun
  began = now()
})
afterEach(() => setClock())

const later = (seconds: number): void => setClock(() => plus(began, seconds * 1000))
const clerk = (): number => here.cast.ids['warehouse-clerk']
const openSessions = (): Promise<number> => db.terminalSession.count({ where: { endedAt: null } })

/** A parcel of which one of two pieces is checked, open at the terminal. */
async function parcelInHand(): Promise<{ id: number }> {
  await want(here, 2)
  const [one] = await onTable(here)
  for (const scanned of [one?.number ?? '', '6901234567892']) await gun.scan(scanned)
  return { id: one?.id ?? 0 }
}

describe('a machine', () => {
  it('that nobody registered is told how to become a terminal, and nothing else', async () => {
    const answer = await request(here.app).get('/warehouse/terminal/pack')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('还没有登记为仓库终端')
    expect(answer.text).not.toContain('赵大勇')
    const { body } = await request(here.app).post('/warehouse/terminal/sign-in').send({ badge: here.badge })
    expect(body).toEqual({ judged: false, why: 'revoked' })
  })

  it('keeps a secret that scripts can’t read and other sites don’t send; the database knows its hash only', async () => {
    const lead = await visit(here.app, 'operations-lead')
    const answer = await lead.post('/warehouse/devices', { name: '三号台' })
    const cookie = String(answer.headers['set-cookie']).split('terminal=')[1] ?? ''
    expect(cookie).toMatch(/^[\w-]{43};/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    const secret = cookie.slice(0, 43)
    const device = await db.terminalDevice.findUniqueOrThrow({ where: { name: '三号台' } })
    expect(device.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    const text = JSON.stringify(
      [device, await db.historyEntry.findMany(), await db.formToken.findMany()],
      (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v),
    )
    expect(text).not.toContain(secret)
    expect((await new Gun(here.app, secret).open()).text).toContain('请刷工牌')
  })

  it('that was revoked is cleared at once: page, scans and session', async () => {
    const lead = await actor(here.cast, 'operations-lead')
    const device = await db.terminalDevice.findUniqueOrThrow({ where: { id: here.deviceId } })
    const late = gun.sent('6901234567892')
    await revokeDevice({ actor: lead, at: now() }, device)
    const page = await gun.open('/pack')
    expect(page.status).toBe(403)
    expect(page.text).toContain('本机已停用')
    expect((await gun.post('scans', late)).body).toEqual({ judged: false, why: 'revoked' })
    expect((await gun.post('sign-in', { badge: here.badge })).body).toEqual({ judged: false, why: 'revoked' })
    expect(await openSessions()).toBe(0)
    expect(await db.scan.count()).toBe(0)
  })

  it('opens nothing but the terminal, and a person’s sign-in opens no terminal', async () => {
    for (const path of ['/', '/warehouse/shipments', '/warehouse/devices', '/people/tasks']) {
      const answer = await request(here.app).get(path).set('Cookie', `terminal=${gun.secret}`)
      expect(answer.status, path).toBe(303)
      expect(answer.headers['location'], path).toContain('/login')
    }
    const person = await visit(here.app, 'warehouse-clerk')
    expect((await person.get('/warehouse/terminal')).status).toBe(403)
  })

  it('accepts nothing without the token of its own page', async () => {
    for (const path of ['scans', 'sign-in', 'touch', 'lock', 'sign-out']) {
      expect((await gun.post(path, gun.sent('x'), '')).status, path).toBe(403)
      expect((await gun.post(path, gun.sent('x'), 'x'.repeat(43))).status, path).toBe(403)
    }
    expect(await openSessions()).toBe(1)
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await gun.post('sign-out')
    await pinFor(here.cast, 'warehouse-clerk', '7294')
  })

  it.each(['badge', 'PIN'])('by %s takes far less than three seconds and is remembered', async (by) => {
    const start = performance.now()
    const answer = await gun.signIn(by === 'PIN' ? { personId: clerk(), pin: '7294' } : { badge: here.badge })
    const page = await gun.open()
    expect(performance.now() - start).toBeLessThan(3000)
    expect(answer['ok']).toBe(true)
    expect(page.text).toContain('赵大勇')
    expect(page.text).toContain('验货打包')
    const entries = await db.historyEntry.findMany({
      where: { deed: 'sign-in' },
      orderBy: { id: 'desc' },
      take: 2,
    })
    expect(entries).toMatchObject([
      { noun: 'people/staff', subjectId: clerk(), deviceId: here.deviceId, personId: clerk() },
      { noun: 'warehouse/devices', subjectId: here.deviceId, deviceId: here.deviceId, personId: clerk() },
    ])
  })

  it('by a badge scanned with capitals locked works too', async () => {
    expect(await gun.signIn({ badge: here.badge.toLowerCase() })).toMatchObject({ ok: true })
  })

  it('with a wrong PIN is refused, remembered, and after five tries refused for a while whatever is typed', async () => {
    for (let i = 0; i < 5; i += 1) {
      expect(await gun.signIn({ personId: clerk(), pin: '1111' })).toMatchObject({ message: 'PIN 不正确。' })
    }
    const waiting = await gun.signIn({ personId: clerk(), pin: '7294' })
    expect(waiting['message']).toContain('PIN 错误次数过多')
    expect(await openSessions()).toBe(0)
    expect(await db.historyEntry.count({ where: { deed: 'sign-in-failed', subjectId: clerk() } })).toBe(5)
    later(31)
    expect(await gun.signIn({ personId: clerk(), pin: '7294' })).toMatchObject({ ok: true })
  })

  it('is slowed down per terminal and person: elsewhere, and with the badge, it goes on', async () => {
    for (let i = 0; i < 6; i += 1) await gun.signIn({ personId: clerk(), pin: '1111' })
    const other = new Gun(here.app, (await terminal()).secret)
    expect(await other.signIn({ personId: clerk(), pin: '7294' })).toMatchObject({ ok: true })
    expect(await gun.signIn({ badge: here.badge })).toMatchObject({ ok: true })
  })

  it('with twenty guesses at once has five of them checked', async () => {
    const guess = (): Promise<unknown> =>
      gun.post('sign-in', { personId: clerk(), pin: '1111' }).then(({ body }) => body as unknown)
    await gun.open()
    const answers = await Promise.all(Array.from({ length: 20 }, guess))
    const checked = answers.filter((one) => (one as { message: string }).message === 'PIN 不正确。')
    expect(checked.length).toBeLessThanOrEqual(5)
  })

  it('is refused to a badge that is revoked or none, and to somebody who is no clerk', async () => {
    expect(await gun.signIn({ badge: `GP${'2'.repeat(24)}` })).toMatchObject({ ok: false })
    expect(await gun.signIn({ badge: await badgeFor(here.cast, 'designer') })).toMatchObject({
      message: '没有仓管职责，不能在终端作业。',
    })
    const badge = await db.badge.findFirstOrThrow({ where: { personId: clerk() } })
    await revokeBadge({ actor: await actor(here.cast, 'operations-lead'), at: now() }, badge)
    expect(await gun.signIn({ badge: here.badge })).toMatchObject({ message: '这张工牌无效或已作废。' })
  })

  it('without anything sensible is refused', async () => {
    for (const body of [{}, { badge: '' }, { personId: clerk() }, { personId: 'x', pin: '1' }, []]) {
      expect((await gun.post('sign-in', body)).status).toBe(422)
    }
  })
})

describe('an idle terminal', () => {
  it('locks, judges nothing, and gives the open parcel back to the same clerk', async () => {
    const { id } = await parcelInHand()
    const pulled = gun.sent('6901234567892')
    later(62)
    expect((await gun.post('scans', pulled)).body).toEqual({ judged: false, why: 'locked' })
    const page = await gun.open('/pack')
    expect(page.text).toContain('已锁定：赵大勇')
    expect(page.text).not.toContain('外套')
    expect(await gun.signIn({ badge: here.badge })).toMatchObject({ ok: true, session: gun.bound.session })
    await gun.open('/pack')
    expect(gun.bound.subject).toBe(id)
    expect((await gun.post('scans', pulled)).body).toMatchObject({ judged: true, outcome: { did: 'check' } })
    expect((await parcel(id)).lines.map(({ checked }) => checked)).toEqual([2])
  })

  it('is not idle while somebody presses keys, but a key doesn’t unlock it', async () => {
    later(50)
    expect((await gun.post('touch')).body).toEqual({ working: true })
    later(100)
    expect((await gun.post('touch')).body).toEqual({ working: true })
    later(161)
    expect((await gun.post('touch')).body).toEqual({ working: false })
    expect((await gun.open()).text).toContain('te-entrance')
  })

  it('locks after as many seconds as the lead has set', async () => {
    await db.parameter.create({ data: { key: 'warehouse.terminal-idle-seconds', value: 300 } })
    later(290)
    expect((await gun.open()).text).not.toContain('te-entrance')
    expect((await gun.open('/pack')).text).toContain('data-idle="300"')
  })

  it('locks at once by key or command, and says so to every scan after', async () => {
    expect((await gun.post('lock')).body).toEqual({ working: false })
    expect((await gun.post('scans', gun.sent('1'))).body).toEqual({ judged: false, why: 'locked' })
    await gun.signIn({ badge: here.badge })
    const locked = await gun.scan('CMD-LOCK')
    expect(locked).toMatchObject({ judged: true, outcome: { did: 'lock' }, page: null })
    expect((await gun.open()).text).toContain('te-entrance')
  })
})

describe('another clerk', () => {
  let badge: string
  beforeEach(async () => {
    await alsoClerk(here.cast, 'quality-inspector')
    badge = await badgeFor(here.cast, 'quality-inspector')
  })

  it('takes over what lies there after a question; each scan stays with who made it', async () => {
    const { id } = await parcelInHand()
    const late = gun.sent('6901234567892')
    const asked = await gun.signIn({ badge })
    expect(asked).toMatchObject({
      ok: false,
      takeOver: true,
      message: expect.stringContaining('有一个包裹没有打完'),
    })
    expect(await gun.signIn({ badge }, true)).toMatchObject({ ok: true })
    await gun.open('/pack')
    expect(gun.bound.subject).toBe(id)
    expect((await gun.post('scans', late)).body).toMatchObject({ outcome: { did: 'stale-session' } })
    await gun.scan('6901234567892')
    const made = await db.scan.findMany({ where: { code: '6901234567892' }, orderBy: { at: 'asc' } })
    const inspector = here.cast.ids['quality-inspector']
    expect(made.map(({ personId, outcome }) => [personId, (outcome as { did: string }).did])).toEqual([
      [clerk(), 'check'],
      [clerk(), 'stale-session'],
      [inspector, 'check'],
    ])
    expect((await parcel(id)).lines.map(({ checked }) => checked)).toEqual([2])
    expect(await db.historyEntry.findFirstOrThrow({ where: { deed: 'take-over' } })).toMatchObject({
      personId: inspector,
      remark: '接替 赵大勇',
    })
  })

  it('finds the terminal free after the first has signed out', async () => {
    await gun.post('sign-out')
    expect(await gun.signIn({ badge })).toMatchObject({ ok: true })
  })
})

describe('a clerk who may no longer act', () => {
  it('is out at once: suspended, or without the duty', async () => {
    const owner = { actor: await actor(here.cast, 'owner'), at: now() }
    await suspend(owner, await getStaff(owner.actor, clerk()), { successorId: null, remark: '休假' })
    expect((await gun.post('scans', gun.sent('1'))).body).toEqual({ judged: false, why: 'signed-out' })
    expect((await gun.open()).text).not.toContain('data-session')
    expect(await openSessions()).toBe(0)
  })
})

describe('the last answer', () => {
  it('stays on the screen when the page is loaded again', async () => {
    await gun.scan('CMD-PACK')
    await gun.scan('6901234567892')
    const page = await gun.open('/pack')
    expect(page.text).toContain('请先扫发货单')
    expect(page.text).toContain('te-tone-wrong')
  })

  it('is seen by the terminal’s lead as last use', async () => {
    later((3 * MINUTE_MS) / 1000)
    await gun.signIn({ badge: here.badge })
    await gun.scan('CMD-PACK')
    const device = await db.terminalDevice.findUniqueOrThrow({ where: { id: here.deviceId } })
    expect(device.lastSeenAt?.getTime()).toBeGreaterThan(began.getTime())
  })
})
