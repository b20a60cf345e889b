import type { FormPage, ShownOncePage } from '../../../web/pages.ts'
import type { Typed } from '../../../web/parts.ts'
import { crumbs, ownPassword, shortForm } from './form-pages.ts'
import type { StaffRow } from './queries.ts'

const proof = ownPassword({ required: true, hint: '您自己的登录密码，确认是您本人在操作' })

/** Asks before a first password is made. */
export function resetPage(person: StaffRow, typed?: Typed): FormPage {
  const page = shortForm(person, 'password-reset', '重置密码', typed, [proof])
  const text =
    '将生成一个只显示一次的首次密码，过期未用即失效。原密码立即失效，所有登录结束；首次登录后必须改成自己的密码。'
  return { ...page, head: { ...page.head, text }, form: { ...page.form, submit: '生成首次密码' } }
}

/** Asks before a second factor is taken away. */
export function secondFactorResetPage(person: StaffRow, typed?: Typed): FormPage {
  const page = shortForm(person, 'second-factor-reset', '重置二次验证', typed, [proof])
  const text = '手机和恢复码都丢失时使用，请先确认是本人要求。原来的验证器、恢复码和所有登录立即失效。'
  return { ...page, head: { ...page.head, text }, form: { ...page.form, danger: true } }
}

/** The first password, which nobody can look up later; null for a form that was sent again: it was shown then. */
export function firstPasswordPage(person: StaffRow, password: string | null): ShownOncePage {
  const back = { label: '返回', href: `/people/staff/${person.id}` }
  return {
    title: '首次密码',
    breadcrumb: crumbs(person, '首次密码'),
    head: { title: `${person.name}的首次密码`, actions: [back] },
    alert: password
      ? { tone: 'warning', title: '只显示这一次', text: '请当面或通过可靠的渠道告诉本人，不要留在聊天群里。' }
      : {
          tone: 'info',
          title: '已经生成过',
          text: '首次密码显示在第一次提交的页面上。没有记下来时，请重新重置。',
        },
    ...(password
      ? {
          facts: {
            facts: [
              { label: '工号', value: { text: person.employeeNumber, mono: true, copy: true } },
              { label: '首次密码', value: { text: password, mono: true, copy: true } },
            ],
          },
        }
      : {}),
  }
}
