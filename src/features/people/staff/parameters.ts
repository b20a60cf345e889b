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
