import { z } from 'zod'
import { choice, optionalText, secret, text } from '../../../web/fields.ts'
import { PLATFORMS } from '../shops/policy.ts'

const REPEAT = '两次填写的密码不一致'

export const LoginForm = z.object({ employeeNumber: text('工号', 200), password: secret('密码') })

export const PasswordForm = z
  .object({ current: secret('原密码'), next: secret('新密码'), repeat: secret('新密码') })
  .refine(({ next, repeat }) => next === repeat, { path: ['repeat'], error: REPEAT })

export const CurrentForm = z.object({ current: secret('密码') })

/** Of an authenticator app, or a recovery code. */
const proof = text('验证码', 40)

export const ProofForm = z.object({ proof })

export const EnrolForm = z.object({
  current: secret('密码'),
  code: text('验证码', 40),
  proof: optionalText('原来的验证码', 40),
})

export const RenewForm = z.object({ current: secret('密码'), proof })

export const SetupForm = z
  .object({
    setupToken: z.string({ error: '请填写启动口令' }),
    shopName: text('店铺名称', 60),
    platform: choice('平台', PLATFORMS),
    name: text('姓名', 40),
    employeeNumber: text('工号', 40).refine(
      (value) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value),
      '工号只能用字母、数字、“-”和“_”，并以字母或数字开头',
    ),
    password: secret('密码'),
    repeat: secret('密码'),
  })
  .refine(({ password: first, repeat }) => first === repeat, { path: ['repeat'], error: REPEAT })

export const DemoForm = z.object({ setupToken: z.string({ error: '请填写启动口令' }) })

const INVISIBLE = /[\u0000-\u0020\u007f\\]/

/**
 * Where to go after signing in: a path of ours, or the home page. Browsers drop tabs and line breaks and read a
 * backslash as a slash, so an address that holds any of them is none of ours.
 */
export function safePath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000 || !/^\/(?!\/)/.test(next) || INVISIBLE.test(next))
    return '/'
  return /^\/(?:login|logout|password|setup)(?:[/?#]|$)/.test(next) ? '/' : next
}
