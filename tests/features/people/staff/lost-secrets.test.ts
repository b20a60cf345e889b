import { load } from 'cheerio'
import type { Application } from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { letOwnerIn } from '../../../../src/features/people/staff/lost-secrets.ts'
import { moment, plus, setClock } from '../../../../src/lib/dates.ts'
import { isSecret } from '../../../../src/lib/passwords.ts'
import type { Cast } from '../../../setup/cast.ts'
import { PASSWORD, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { enrolled } from '../../../setup/second-factor.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let owner: Visitor
let clock = moment('2026-11-23', 9 * 60)

beforeEach(async () => {
  clock = moment('2026-11-23', 9 * 60)
  setClock(() => clock)
  await freshDatabase()
  cast = await castIn()
  app = testApp()
  owner = await visit(app, 'owner')
  await enrolled(app, 'hr')
})
afterEach(() => setClock())

const account = () => db.account.findUniqueOrThrow({ where: { personId: cast.ids.hr } })

describe.each(['password-reset', 'second-factor-reset'])('%s', (deed) => {
  const path = () => `/people/staff/${cast.ids.hr}/${deed}`
  const send = async (current?: string) => {
    const version = load((await owner.get(path())).text)('[name=_version]').attr('value') ?? ''
    return owner.post(path(), { _version: version, ...(current === undefined ? {} : { current }) })
  }
  const failures = () =>
    db.historyEntry.findMany({ where: { deed: 'sign-in-failed' }, select: { subjectId: true, remark: true } })

  it.each([
    ['no', undefined, '请填写您的密码', 0],
    ['an empty', '', '请填写您的密码', 0],
    ['a wrong', 'wrong password', '密码不正确', 1],
    ['the other’s', 'hr', '密码不正确', 1],
  ])(
    'is refused with %s password, and only the failure is written',
    async (_case, current, words, failed) => {
      const before = await account()
      const answer = await send(current)
      expect(answer.status).toBe(422)
      expect(load(answer.text)('[name=current]').closest('.ho-field').text()).toContain(words)
      expect(await account()).toEqual(before)
      expect(await db.historyEntry.count({ where: { deed } })).toBe(0)
      expect(await failures()).toEqual(
        Array.from({ length: failed }, () => ({ subjectId: cast.ids.owner, remark: '再次确认密码' })),
      )
      expect((await owner.get('/')).status).toBe(200)
    },
  )

  it('is done with one’s own password', async () => {
    const { sessionEpoch } = await account()
    expect([200, 303]).toContain((await send(PASSWORD)).status)
    expect((await account()).sessionEpoch).toBe(sessionEpoch + 1)
    expect(await db.historyEntry.count({ where: { deed, personId: cast.ids.owner } })).toBe(1)
  })

  it('makes whoever guesses wait, with the right password as well', async () => {
    for (let i = 0; i < 5; i += 1) await send(`guess ${i}`)
    const locked = await send(PASSWORD)
    expect(locked.status).toBe(422)
    expect(locked.text).toContain('尝试次数过多，请在 30 秒后再试')
    expect(await db.historyEntry.count({ where: { deed } })).toBe(0)
    clock = plus(clock, 31_000)
    expect([200, 303]).toContain((await send(PASSWORD)).status)
  })

  it('says so on the form when somebody was faster', async () => {
    const answer = await owner.post(path(), { _version: '999', current: PASSWORD })
    expect(answer.status).toBe(409)
    expect(load(answer.text)('[name=current]')).toHaveLength(1)
  })
})

describe('an owner whom nobody else can let in', () => {
  const letIn = (number: string) => letOwnerIn({ actor: system('let-in'), at: clock }, number)

  it('gets a first password and loses the second factor, sessions and failures, as history tells', async () => {
    await enrolled(app, 'owner')
    const { name, password, hadSecondFactor } = await letIn('owner')
    expect([name, hadSecondFactor]).toEqual([expect.any(String), true])
    const { passwordHash, ...rest } = await db.account.findUniqueOrThrow({
      where: { personId: cast.ids.owner },
    })
    expect(await isSecret(password, passwordHash)).toBe(true)
    expect(rest).toMatchObject({ mustChangePassword: true, secondFactorSince: null, recoveryCodes: [] })
    expect((await owner.get('/')).status).toBe(303)
    const told = await db.historyEntry.findMany({ where: { systemName: 'let-in' }, orderBy: { id: 'asc' } })
    expect(told.map(({ deed, subjectId }) => [deed, subjectId])).toEqual([
      ['second-factor-reset', cast.ids.owner],
      ['password-reset', cast.ids.owner],
    ])
    expect(await letIn('owner')).toMatchObject({ hadSecondFactor: false })
  })

  it('may be one by duty', async () => {
    const { id } = await db.assignment.findFirstOrThrow({ where: { personId: cast.ids['operations-lead'] } })
    await db.assignmentDuty.create({ data: { assignmentId: id, duty: 'OWNER' } })
    expect(await letIn('operations-lead')).toMatchObject({ hadSecondFactor: false })
  })

  it.each(['hr', 'nobody'])('is nobody else: %s', async (number) => {
    await expect(letIn(number)).rejects.toThrow(`No owner in service has the number ${number}.`)
  })
})
