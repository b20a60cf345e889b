import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { FieldError } from '../../../../src/errors.ts'
import { changePassword, credentials } from '../../../../src/features/people/staff/credentials.ts'
import { signedIn } from '../../../../src/features/people/staff/directory.ts'
import { resetPassword } from '../../../../src/features/people/staff/lost-secrets.ts'
import { getStaff } from '../../../../src/features/people/staff/queries.ts'
import { DAY_MS, moment, plus, setClock } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { PASSWORD, actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'

const start = moment('2026-11-23', 9 * 60)
let clock = start
const wait = (seconds: number): void => {
  clock = plus(clock, seconds * 1000)
}
const tryIt = (number = 'designer', password = 'wrong password') =>
  credentials.check(number, password, 'request')
const waiting = /请在 (.+)后再试/
let cast: Cast

beforeEach(async () => {
  await freshDatabase()
  clock = start
  setClock(() => clock)
  cast = await castIn()
})
afterEach(() => setClock())

describe('signing in', () => {
  it('accepts the right password and remembers it in history', async () => {
    expect(await tryIt('designer', PASSWORD)).toEqual({ personId: cast.ids.designer, epoch: 1 })
    expect(await db.historyEntry.findMany({ where: { deed: 'sign-in' } })).toMatchObject([
      {
        noun: 'people/staff',
        subjectId: cast.ids.designer,
        personId: cast.ids.designer,
        requestId: 'request',
        at: start,
      },
    ])
  })

  it('forgives spaces, full-width signs and capitals in the number, nothing in the password', async () => {
    for (const number of [' designer ', 'Designer', 'ｄｅｓｉｇｎｅｒ']) {
      expect(await tryIt(number, PASSWORD), number).toMatchObject({ personId: cast.ids.designer })
    }
    for (const password of [
      `${PASSWORD} `,
      PASSWORD.toUpperCase(),
      PASSWORD.slice(0, -1),
      '',
      'x'.repeat(100_000),
    ]) {
      expect(await tryIt('designer', password)).toEqual({ refused: '工号或密码不正确。' })
      await db.lockout.deleteMany()
    }
  })

  it('says the same for a wrong password, an unknown number, and somebody suspended or gone', async () => {
    const refused = { refused: '工号或密码不正确。' }
    expect(await tryIt()).toEqual(refused)
    expect(await tryIt('nobody', PASSWORD)).toEqual(refused)
    await db.person.update({ where: { id: cast.ids.hr }, data: { state: 'SUSPENDED' } })
    expect(await tryIt('hr', PASSWORD)).toEqual(refused)
    await db.person.update({ where: { id: cast.ids.hr }, data: { state: 'LEFT' } })
    expect(await tryIt('hr', PASSWORD)).toEqual(refused)
  })

  it('keeps each failure in history without what was typed', async () => {
    await tryIt('designer', 'my-secret-guess')
    await tryIt('my-password-in-the-wrong-field', 'x')
    const failures = await db.historyEntry.findMany({
      where: { deed: 'sign-in-failed' },
      orderBy: { id: 'asc' },
    })
    expect(failures).toMatchObject([
      { subjectId: cast.ids.designer, personId: null, systemName: 'sign-in' },
      { subjectId: 0, personId: null },
    ])
    expect(JSON.stringify(failures, (_key, value: unknown) => String(value))).not.toContain('my-')
  })
})

describe('guessing', () => {
  it('must wait from the fifth failure on, twice as long each time, at most fifteen minutes', async () => {
    for (let i = 0; i < 5; i += 1) expect(await tryIt()).toEqual({ refused: '工号或密码不正确。' })
    const waits: string[] = []
    for (let i = 0; i < 8; i += 1) {
      const refused = await tryIt()
      const text = 'refused' in refused ? (waiting.exec(refused.refused)?.[1] ?? '') : ''
      waits.push(text)
      wait(text.endsWith('秒') ? Number.parseInt(text, 10) : Number.parseInt(text, 10) * 60)
      await tryIt()
    }
    expect(waits).toEqual(['30 秒', '1 分钟', '2 分钟', '4 分钟', '8 分钟', '15 分钟', '15 分钟', '15 分钟'])
  })

  it('is refused while waiting even with the right password, and allowed after', async () => {
    for (let i = 0; i < 5; i += 1) await tryIt()
    expect(await tryIt('designer', PASSWORD)).toMatchObject({
      refused: expect.stringMatching(waiting) as string,
    })
    wait(30)
    expect(await tryIt('designer', PASSWORD)).toMatchObject({ personId: cast.ids.designer })
  })

  it('begins anew after a success, and after a day', async () => {
    for (let i = 0; i < 4; i += 1) await tryIt()
    await tryIt('designer', PASSWORD)
    for (let i = 0; i < 4; i += 1) expect(await tryIt()).toEqual({ refused: '工号或密码不正确。' })
    expect(await tryIt('designer', PASSWORD)).toMatchObject({ personId: cast.ids.designer })
    for (let i = 0; i < 4; i += 1) await tryIt()
    clock = plus(clock, DAY_MS + 1000)
    for (let i = 0; i < 5; i += 1) expect(await tryIt()).toEqual({ refused: '工号或密码不正确。' })
  })

  it('of an unknown number waits just the same, so that numbers cannot be found out', async () => {
    const answers = async (number: string) => {
      const all = []
      for (let i = 0; i < 7; i += 1) all.push(await tryIt(number))
      return all
    }
    expect(await answers('nobody')).toEqual(await answers('designer'))
  })

  it('a hundred times at once is not a hundred guesses', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => tryIt('nobody')))
    const checked = answers.filter((answer) => 'refused' in answer && answer.refused === '工号或密码不正确。')
    expect(checked).toHaveLength(5)
  })

  it('of one number does not hold up another', async () => {
    for (let i = 0; i < 6; i += 1) await tryIt('hr')
    expect(await tryIt('designer', PASSWORD)).toMatchObject({ personId: cast.ids.designer })
  })
})

describe('a first password', () => {
  const reset = async (): Promise<string> => {
    const owner = await actor(cast, 'owner')
    const person = await getStaff(owner, cast.ids.designer)
    return (await resetPassword({ actor: owner, at: clock }, person, PASSWORD)) ?? ''
  }

  it('must be changed, ends what was signed in, and lifts the waiting', async () => {
    for (let i = 0; i < 6; i += 1) await tryIt()
    const first = await reset()
    expect(await signedIn(cast.ids.designer, 1)).toBeNull()
    const checked = await tryIt('designer', first)
    expect(checked).toEqual({ personId: cast.ids.designer, epoch: 2 })
    expect(await signedIn(cast.ids.designer, 2)).toMatchObject({ mustChangePassword: true })
  })

  it('is worthless when nobody has used it in time; a lead sets how long that is', async () => {
    const first = await reset()
    clock = plus(clock, 7 * DAY_MS + 1000)
    expect(await tryIt('designer', first)).toEqual({
      refused: '首次密码已超过 7 天未使用而失效，请联系店铺负责人重新生成。',
    })
    await db.parameter.create({ data: { key: 'people.first-password-days', value: 10 } })
    expect(await tryIt('designer', first)).toMatchObject({ epoch: 2 })
  })
})

describe('changing one’s password', () => {
  const change = async (current: string, next: string) => {
    const act = { actor: await actor(cast, 'designer'), at: clock }
    return changePassword(act, await getStaff(act.actor, cast.ids.designer), { current, next })
  }

  it('demands the present one, ends all sessions, and is remembered', async () => {
    expect(await change(PASSWORD, 'quite another phrase')).toEqual({ epoch: 2 })
    expect(await signedIn(cast.ids.designer, 1)).toBeNull()
    expect(await signedIn(cast.ids.designer, 2)).toMatchObject({ mustChangePassword: false })
    expect(await tryIt('designer', PASSWORD)).toEqual({ refused: '工号或密码不正确。' })
    expect(await tryIt('designer', 'quite another phrase')).toMatchObject({ epoch: 2 })
    expect(
      await db.historyEntry.count({ where: { deed: 'change-password', personId: cast.ids.designer } }),
    ).toBe(1)
  })

  it.each([
    ['wrong', 'quite another phrase', { current: '密码不正确' }],
    [PASSWORD, PASSWORD, { next: '新密码要和原密码不同' }],
    [PASSWORD, 'password1', { next: '这个密码太常见，容易被猜到，请换一个' }],
    [PASSWORD, 'designer-7', { next: '密码不能由工号、姓名或“designer”这样的词拼成，请换一个' }],
  ])('from %j to %j is refused at the field', async (current, next, errors) => {
    await expect(change(current, next)).rejects.toMatchObject({ errors })
    expect(await signedIn(cast.ids.designer, 1)).not.toBeNull()
  })

  it('slows guessing of the present one down as well', async () => {
    for (let i = 0; i < 5; i += 1)
      await expect(change('wrong', 'quite another phrase')).rejects.toThrow(FieldError)
    await expect(change(PASSWORD, 'quite another phrase')).rejects.toThrow('尝试次数过多')
    expect(await db.historyEntry.findMany({ where: { deed: 'sign-in-failed' } })).toMatchObject(
      Array.from({ length: 5 }, () => ({ subjectId: cast.ids.designer, remark: '再次确认密码' })),
    )
  })
})
