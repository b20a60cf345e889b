import { createHash, timingSafeEqual } from 'node:crypto'
import { system } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { Conflict, FieldError, NotFound } from '../../../errors.ts'
import { dayOf } from '../../../lib/dates.ts'
import { hashSecret } from '../../../lib/passwords.ts'
import { deed } from '../../../work/act.ts'
import { attempt, succeeded, waitingTime } from '../../../work/lockouts.ts'
import { openShop } from '../shops/actions.ts'
import type { Shop } from '../shops/policy.ts'
import { hire } from '../staff/actions.ts'
import { lockOrganization } from '../staff/assignments.ts'
import { faultOf } from '../staff/passwords.ts'
import { pinyinOf } from '../staff/pinyin.ts'

export interface SetupInput {
  shopName: string
  platform: Shop['platform']
  name: string
  employeeNumber: string
  password: string
}

/**
 * Setting up is possible only while nobody is here.
 * @throws NotFound afterwards
 */
export async function demandEmpty(): Promise<void> {
  if (await db.person.findFirst({ select: { id: true } })) throw new NotFound()
}

/**
 * Compares what was typed with the token printed at the start; guesses from one address are slowed down.
 * @throws FieldError at `setupToken`
 */
export async function demandToken(typed: string, token: string, address: string, at: Date): Promise<void> {
  const key = `setup:${address}`
  const permitted = await attempt(key, at)
  if (!permitted.allowed) {
    throw new FieldError({ setupToken: `尝试次数过多，请在 ${waitingTime(permitted.until, at)}后再试` })
  }
  if (!timingSafeEqual(digest(typed.trim()), digest(token))) {
    throw new FieldError({ setupToken: '启动口令不正确，请从启动程序的窗口里复制' })
  }
  await succeeded(key)
}

/**
 * The first shop and its owner, who chooses the password right away.
 * @throws FieldError for a password that won't do
 * @throws Conflict when somebody else has set up meanwhile
 */
export async function setUp(input: SetupInput, at: Date): Promise<void> {
  const { shopName, platform, name, employeeNumber, password } = input
  const fault = faultOf(password, { employeeNumber, name, pinyin: pinyinOf(name) })
  if (fault) throw new FieldError({ password: fault })
  const passwordHash = await hashSecret(password)
  await deed({ actor: system('setup'), at }, async (act) => {
    await lockOrganization(act)
    if (await act.tx.person.findFirst({ select: { id: true } }))
      throw new Conflict('系统已经设置完成，请直接登录。')
    const shop = await openShop(act, { name: shopName, platform })
    await hire(
      act,
      {
        employeeNumber,
        name,
        hiredOn: dayOf(at),
        position: 'OWNER',
        duties: [],
        superiorId: null,
        shopIds: [shop.id],
      },
      { passwordHash, mustChange: false },
    )
    return null
  })
}

/**
 * The demo is loaded once, however often the button is pressed.
 * @throws Conflict for a form that was sent before
 */
export async function claimForm(token: unknown, at: Date): Promise<void> {
  if (typeof token !== 'string' || !UUID.test(token)) throw new Conflict('页面已过期，请刷新后重试。')
  const first = await db.$executeRaw`
    INSERT INTO form_tokens (token, at) VALUES (${token}::uuid, ${at}) ON CONFLICT (token) DO NOTHING`
  if (first === 0) throw new Conflict('示例团队正在载入，登录信息显示在第一次提交的页面上。')
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
