import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '../../../../src/database/client.ts'
import { Conflict, Forbidden } from '../../../../src/errors.ts'
import { checkProof, credentials } from '../../../../src/features/people/staff/credentials.ts'
import { signedIn } from '../../../../src/features/people/staff/directory.ts'
import { enrol, renewCodes } from '../../../../src/features/people/staff/enrolment.ts'
import { resetSecondFactor } from '../../../../src/features/people/staff/lost-secrets.ts'
import { getStaff } from '../../../../src/features/people/staff/queries.ts'
import { openSecondFactor } from '../../../../src/features/people/staff/seal.ts'
import { codeKey, demandsSecondFactor, prove } from '../../../../src/features/people/staff/second-factor.ts'
import { DAY_MS, moment, plus, setClock } from '../../../../src/lib/dates.ts'
import { hashSecret, isSecret } from '../../../../src/lib/passwords.ts'
import { base32, codeAt, newTotpSecret, stepAt } from '../../../../src/lib/totp.ts'
import { TooMany } from '../../../../src/lib/turns.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { PASSWORD, actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'

const start = moment('2026-11-23', 9 * 60)
let clock = start
let cast: Cast
const secret = newTotpSecret()
const code = (later = 0): string => codeAt(secret, stepAt(clock) + later)
const wait = (seconds: number): void => {
  clock = plus(clock, seconds * 1000)
}
const WRONG = { refused: '验证码不正确或已经用过，请等验证器显示下一个', guessed: true }

beforeEach(async () => {
  await freshDatabase()
  clock = start
  setClock(() => clock)
  cast = await castIn()
})
afterEach(() => setClock())

async function setUp(member: Member = 'designer', with_: Partial<Parameters<typeof enrol>[2]> = {}) {
  const act = { actor: await actor(cast, member), at: clock }
  const person = await getStaff(act.actor, cast.ids[member])
  const { codes } = await enrol(act, person, {
    secret,
    code: code(),
    current: PASSWORD,
    proof: null,
    ...with_,
  })
  if (!codes) throw new Error('no recovery codes')
  return codes
}

const proveIt = (typed: string) => prove(cast.ids.designer, typed, clock)
const enter = (member: Member = 'designer') => credentials.check(member, PASSWORD, 'request')

describe('setting up a second factor', () => {
  it('makes the password worth half: a session begins only with a code', async () => {
    expect(await enter()).toEqual({ personId: cast.ids.designer, epoch: 1 })
    await setUp()
    expect(await enter()).toEqual({ personId: cast.ids.designer, epoch: 2, asksProof: true })
    wait(30)
    const first = { personId: cast.ids.designer, epoch: 2, at: clock.getTime() }
    expect(await checkProof(first, 'x', 'request')).toMatchObject({ refused: WRONG.refused })
    expect(await checkProof(first, code(), 'request')).toEqual({ personId: cast.ids.designer, epoch: 2 })
    const lines = await db.historyEntry.findMany({
      where: { deed: { startsWith: 'sign-in' } },
      orderBy: { id: 'asc' },
    })
    expect(lines.map(({ deed, remark }) => [deed, remark])).toEqual([
      ['sign-in', null],
      ['sign-in-failed', '二次验证'],
      ['sign-in', '二次验证'],
    ])
  })

  it('keeps the secret sealed and the recovery codes hashed; nobody finds them in the database', async () => {
    const codes = await setUp()
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    const account = await db.account.findUniqueOrThrow({ where: { personId: cast.ids.designer } })
    expect(openSecondFactor(account.secondFactor as Uint8Array, cast.ids.designer).equals(secret)).toBe(true)
    expect(() => openSecondFactor(account.secondFactor as Uint8Array, cast.ids.hr)).toThrow()
    expect(account.recoveryCodes.every((hash) => hash.startsWith('$argon2id$'))).toBe(true)
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    )
    const traces = [secret.toString('hex'), base32(secret), secret.toString('base64'), ...codes]
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`SELECT t::text AS text FROM "${name}" t`)
      const all = rows.map(({ text }) => text).join('\n')
      expect(
        traces.filter((trace) => all.includes(trace)),
        name,
      ).toEqual([])
    }
  })

  it.each([
    [{ code: 'x00000' }, { code: expect.stringContaining('验证码不正确') as string }],
    [{ current: 'wrong' }, { current: '密码不正确' }],
  ])('with %j is refused at the field', async (wrong, errors) => {
    await expect(setUp('designer', wrong)).rejects.toMatchObject({ errors })
    expect(await db.account.count({ where: { secondFactorSince: { not: null } } })).toBe(0)
  })

  it('on another phone demands the first one, or a recovery code', async () => {
    const [recovery = ''] = await setUp()
    const other = newTotpSecret()
    wait(30)
    const instead = (proof: string | null) =>
      setUp('designer', { secret: other, code: codeAt(other, stepAt(clock)), proof })
    await expect(instead(null)).rejects.toMatchObject({ errors: { proof: WRONG.refused } })
    await expect(instead('000000')).rejects.toMatchObject({ errors: { proof: WRONG.refused } })
    await instead(recovery)
    wait(30)
    expect(await proveIt(code())).toEqual(WRONG)
    expect(await proveIt(codeAt(other, stepAt(clock)))).toEqual({ proof: 'code' })
  })

  it('is nobody else’s business', async () => {
    const act = { actor: await actor(cast, 'owner'), at: clock }
    const person = await getStaff(act.actor, cast.ids.designer)
    const input = { secret, code: code(), current: PASSWORD, proof: null }
    await expect(enrol(act, person, input)).rejects.toThrow(Forbidden)
  })

  it('shows the codes once: a form that is sent again gets none and changes none', async () => {
    const act = {
      actor: await actor(cast, 'designer'),
      at: clock,
      token: '00000000-0000-4000-8000-000000000001',
    }
    const input = { secret, code: code(), current: PASSWORD, proof: null }
    const person = await getStaff(act.actor, cast.ids.designer)
    const [one, two] = await Promise.all([enrol(act, person, input), enrol(act, person, input)])
    expect([one, two].filter(({ codes }) => codes === null)).toHaveLength(1)
    expect(await proveIt((one.codes ?? two.codes)?.[0] ?? '')).toEqual({ proof: 'recovery-code' })
  })
})

describe('a code', () => {
  beforeEach(async () => {
    await setUp()
  })

  it('of the set-up doesn’t count again, nor does any other twice', async () => {
    expect(await proveIt(code())).toEqual(WRONG)
    wait(30)
    expect(await proveIt(code())).toEqual({ proof: 'code' })
    expect(await proveIt(code())).toEqual(WRONG)
    expect(await proveIt(code(-1))).toEqual(WRONG)
  })

  it('may be one step early or late, but no older one counts after a newer', async () => {
    wait(60)
    expect(await proveIt(code(-2))).toEqual(WRONG)
    expect(await proveIt(code(2))).toEqual(WRONG)
    expect(await proveIt(code(-1))).toEqual({ proof: 'code' })
    expect(await proveIt(code(1))).toEqual({ proof: 'code' })
    expect(await proveIt(code())).toEqual(WRONG)
  })

  it('counts once, however many send it at once', async () => {
    wait(30)
    const answers = await Promise.all(Array.from({ length: 4 }, () => proveIt(code())))
    expect(answers.filter((answer) => 'proof' in answer)).toHaveLength(1)
  })

  it('may be typed with blanks and full-width digits', async () => {
    wait(30)
    const typed = [...code()].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    expect(await proveIt(` ${typed.slice(0, 3)} ${typed.slice(3)} `)).toEqual({ proof: 'code' })
  })

  it('can’t be guessed: from the fifth failure on one must wait, even with the right one', async () => {
    wait(30)
    for (let i = 0; i < 5; i += 1) expect(await proveIt('x')).toEqual(WRONG)
    expect(await proveIt(code())).toEqual({ refused: '尝试次数过多，请在 30 秒后再试', guessed: false })
    wait(31)
    expect(await proveIt(code())).toEqual({ proof: 'code' })
    expect(await db.lockout.count()).toBe(0)
  })

  it('is worth nothing once the session’s first step has been overtaken', async () => {
    wait(30)
    await db.account.update({ where: { personId: cast.ids.designer }, data: { sessionEpoch: 3 } })
    const first = { personId: cast.ids.designer, epoch: 2, at: clock.getTime() }
    expect(await checkProof(first, code(), 'request')).toBeNull()
    await db.person.update({ where: { id: cast.ids.designer }, data: { state: 'SUSPENDED' } })
    expect(await checkProof({ ...first, epoch: 3 }, code(), 'request')).toBeNull()
  })
})

describe('a recovery code', () => {
  it('counts once, with or without its dash', async () => {
    const [first = '', second = '', third = ''] = await setUp()
    expect(await proveIt(first)).toEqual({ proof: 'recovery-code' })
    expect(await proveIt(first)).toEqual(WRONG)
    expect(await proveIt(second.replace('-', '').toUpperCase())).toEqual({ proof: 'recovery-code' })
    const answers = await Promise.all([proveIt(third), proveIt(third)])
    expect(answers.filter((answer) => 'proof' in answer)).toHaveLength(1)
    const account = await db.account.findUniqueOrThrow({ where: { personId: cast.ids.designer } })
    expect(account.recoveryCodes).toHaveLength(7)
  })

  it('that can’t be looked at, because too many sign in at this moment, hasn’t failed', async () => {
    const [first = ''] = await setUp()
    const hash = await hashSecret('x')
    const crowd = Promise.all(Array.from({ length: 62 }, () => isSecret('x', hash)))
    await expect(proveIt(first)).rejects.toThrow(TooMany)
    await crowd
    expect(await db.lockout.count({ where: { key: codeKey(cast.ids.designer), failures: { gt: 0 } } })).toBe(
      0,
    )
    expect(await proveIt(first)).toEqual({ proof: 'recovery-code' })
  })

  it('is of one person only', async () => {
    const [first = ''] = await setUp('hr')
    await setUp()
    expect(await proveIt(first)).toEqual(WRONG)
  })

  it('is replaced with all others on request, for password and code', async () => {
    const [old = ''] = await setUp()
    const act = { actor: await actor(cast, 'designer'), at: clock }
    const renew = async (input: { current: string; proof: string }) =>
      renewCodes({ ...act, at: clock }, await getStaff(act.actor, cast.ids.designer), input)
    wait(30)
    await expect(renew({ current: 'wrong', proof: code() })).rejects.toMatchObject({
      errors: { current: '密码不正确' },
    })
    await expect(renew({ current: PASSWORD, proof: '000' })).rejects.toMatchObject({
      errors: { proof: WRONG.refused },
    })
    const { codes } = await renew({ current: PASSWORD, proof: code() })
    const [fresh = ''] = codes ?? []
    expect(await proveIt(old)).toEqual(WRONG)
    expect(await proveIt(fresh)).toEqual({ proof: 'recovery-code' })
  })
})

describe('who must have one', () => {
  it.each([
    ['OWNER', true],
    ['HR', true],
    ['OPERATIONS_LEAD', true],
    ['SERVICE_LEAD', true],
    ['OPERATIONS_SPECIALIST', false],
    ['DESIGNER', false],
    ['WAREHOUSE_CLERK', false],
  ] as const)('%s: %j', (duty, must) => {
    expect(demandsSecondFactor(new Set([duty]), false)).toBe(must)
    expect(demandsSecondFactor(new Set(['SERVICE_AGENT', duty]), false)).toBe(must)
    expect(demandsSecondFactor(new Set([duty]), true)).toBe(false)
  })

  const enrolBy = async (member: Member) => (await signedIn(cast.ids[member], 1))?.enrolBy

  it('has seven days from the first sign-in on; a lead sets how many', async () => {
    expect(await enrolBy('hr')).toBeNull()
    await enter('hr')
    wait(3600)
    await enter('hr')
    expect(await enrolBy('hr')).toEqual(plus(start, 7 * DAY_MS))
    await db.parameter.create({ data: { key: 'people.second-factor-days', value: 1 } })
    await enter('owner')
    expect(await enrolBy('owner')).toEqual(plus(clock, DAY_MS))
  })

  it('is asked no more once it is there; others are never asked', async () => {
    await enter('hr')
    await setUp('hr')
    expect(await signedIn(cast.ids.hr, 2)).toMatchObject({ enrolBy: null })
    await enter('designer')
    expect(await enrolBy('designer')).toBeNull()
    await db.person.update({ where: { id: cast.ids.owner }, data: { demo: true } })
    await enter('owner')
    expect(await enrolBy('owner')).toBeNull()
  })
})

describe('a reset', () => {
  const reset = async (by: Member, whom: Member) => {
    const act = { actor: await actor(cast, by), at: clock }
    return resetSecondFactor(act, await getStaff(act.actor, cast.ids[whom]), PASSWORD)
  }

  it('by the owner takes everything away, ends all sessions, is remembered and told', async () => {
    const [old = ''] = await setUp('hr')
    await reset('owner', 'hr')
    expect(await signedIn(cast.ids.hr, 2)).toBeNull()
    expect(await signedIn(cast.ids.hr, 3)).toMatchObject({ enrolBy: clock })
    expect(await credentials.check('hr', PASSWORD, 'request')).toEqual({ personId: cast.ids.hr, epoch: 3 })
    expect(await prove(cast.ids.hr, old, clock)).toEqual(WRONG)
    expect(await db.historyEntry.findMany({ where: { deed: 'second-factor-reset' } })).toMatchObject([
      { subjectId: cast.ids.hr, personId: cast.ids.owner },
    ])
    expect(await db.notice.findMany()).toMatchObject([
      { recipientId: cast.ids.hr, text: expect.stringContaining('二次验证已被重置') as string },
    ])
  })

  it('lifts the waiting after too many guesses', async () => {
    await setUp('hr')
    for (let i = 0; i < 6; i += 1) await prove(cast.ids.hr, 'x', clock)
    await reset('owner', 'hr')
    await setUp('hr')
    wait(30)
    expect(await prove(cast.ids.hr, code(), clock)).toEqual({ proof: 'code' })
  })

  it('is neither for oneself nor for anybody else, nor where there is nothing to reset', async () => {
    await setUp('owner')
    await setUp('designer')
    await expect(reset('owner', 'owner')).rejects.toThrow(Forbidden)
    await expect(reset('hr', 'designer')).rejects.toThrow(Forbidden)
    await expect(reset('owner', 'hr')).rejects.toThrow(Conflict)
    expect(await db.historyEntry.count({ where: { deed: 'second-factor-reset' } })).toBe(0)
  })
})
