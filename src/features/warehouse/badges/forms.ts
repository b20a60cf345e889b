import { z } from 'zod'
import { reference, secret } from '../../../web/fields.ts'

export const BadgeForm = z.object({ personId: reference('仓管'), current: secret('您的密码') })

/** Full-width digits of a Chinese input method are digits. What a PIN may be is decided beside its storing. */
export const PinForm = z
  .object({
    current: secret('登录密码'),
    pin: secret('新 PIN').transform((value) => value.normalize('NFKC')),
    again: secret('再次输入').transform((value) => value.normalize('NFKC')),
  })
  .refine(({ pin, again }) => pin === again, { path: ['again'], message: '两次输入的 PIN 不同' })
