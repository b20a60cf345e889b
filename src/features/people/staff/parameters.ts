import { parameter } from '../../../work/parameters.ts'

/** A first password that nobody has used by then is worthless. */
export const firstPasswordDays = parameter({
  key: 'people.first-password-days',
  label: '首次密码有效期',
  unit: '天',
  default: 7,
  min: 1,
  max: 30,
  hint: '超过期限没有用来登录的首次密码会失效，需要重新生成。',
})

/**
 * There is no way to do without: whoever must have a second factor gets this time from the first sign-in on, so that
 * nobody stands before a locked door on the first day.
 */
export const secondFactorDays = parameter({
  key: 'people.second-factor-days',
  label: '二次验证设置期限',
  unit: '天',
  default: 7,
  min: 1,
  max: 30,
  hint: '店铺负责人、人事和主管第一次登录后，要在期限内设置二次验证；到期未设置只能先设置。',
})
