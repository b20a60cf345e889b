import { formatMinute } from '../../../lib/dates.ts'
import type { QrCode } from '../../../lib/qr-code.ts'
import { qrCode } from '../../../lib/qr-code.ts'
import { base32, totpAddress } from '../../../lib/totp.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage, ShownOncePage } from '../../../web/pages.ts'
import type { Alert, Fact, Facts, Field, FormView, Page, PageHead, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { PRODUCT } from '../../../web/views.ts'
import type { AccountFacts } from '../staff/queries.ts'
import { signOut } from './pages.ts'

/** The second step of signing in. */
export function proofPage(next: string, typed?: Typed): FormPage {
  return {
    title: '二次验证',
    layout: 'plain',
    head: { title: '二次验证', text: '密码正确。请打开手机上的验证器，填写它现在显示的验证码。' },
    form: formOf(
      {
        action: '/login/code',
        submit: '登录',
        cancel: '/login',
        token: formToken(),
        hidden: [{ name: 'next', value: next }],
        fields: [
          {
            ...proofField('验证码', '手机不在身边时，可以填写一个恢复码；都没有时，请店铺负责人重置。'),
            autofocus: !typed,
          },
        ],
      },
      typed,
    ),
  }
}

/** Setting up the second factor: `views/people/entrance/second-factor`. */
export interface SecondFactorPage extends Page {
  head: PageHead
  alert?: Alert
  /** How it stands, where there is one. */
  state?: Facts
  /** New recovery codes. */
  codes?: FormView
  enrol: { title: string; steps: string[]; qr: QrCode; facts: Fact[] }
  form: FormView
}

/** What the page is made of. */
export interface Enrolling {
  employeeNumber: string
  account: AccountFacts | null
  /** What the app is to be shown. */
  secret: Uint8Array
  /** By when it must be set up, where it's missing; and whether nothing else is possible before. */
  enrolBy: Date | null
  first: boolean
}

/** One's own second factor: set up, put on another phone, new recovery codes. */
export function secondFactorPage(
  { employeeNumber, account, secret, enrolBy, first }: Enrolling,
  typed: { form?: Typed; codes?: Typed } = {},
): SecondFactorPage {
  const since = account?.secondFactorSince ?? null
  return {
    title: '二次验证',
    ...(first ? { layout: 'plain' as const } : { breadcrumb: [{ label: '二次验证' }] }),
    head: {
      title: first ? '请先设置二次验证' : '二次验证',
      text: '登录时除了密码，还要填写手机验证器上的验证码。密码泄露时，别人仍然进不来。',
      actions: [signOut()],
    },
    ...(enrolBy && !first ? { alert: dueAlert(enrolBy) } : {}),
    ...(account && since ? { state: stateOf(account, since), codes: codesForm(typed.codes) } : {}),
    enrol: {
      title: since ? '更换手机' : '设置验证器',
      steps: [
        '在手机上安装验证器，例如 Microsoft Authenticator 或腾讯身份验证器。',
        '在验证器里扫描二维码；不能扫描时，手动输入密钥。',
        '在下面填写验证器显示的 6 位数字。',
      ],
      qr: qrCode(totpAddress(secret, PRODUCT, employeeNumber)),
      facts: [
        { label: '密钥', value: { text: inGroups(base32(secret)), mono: true, copy: true }, wide: true },
      ],
    },
    form: enrolForm(since !== null, typed.form),
  }
}

/** Four signs at a time: easier to type, and a narrow screen can break the line. Apps don't mind the blanks. */
function inGroups(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(' ')
}

function dueAlert(by: Date): Alert {
  return {
    tone: 'warning',
    text: `您的岗位必须设置二次验证，请在 ${formatMinute(by)} 前完成。`,
  }
}

function stateOf({ codesLeft }: AccountFacts, since: Date): Facts {
  return {
    facts: [
      { label: '二次验证', value: { text: '', badge: { label: '已设置', tone: 'success' } } },
      { label: '设置时间', value: formatMinute(since) },
      { label: '剩余恢复码', value: `${codesLeft} 个` },
    ],
  }
}

function codesForm(typed?: Typed): FormView {
  return formOf(
    {
      id: 'codes',
      action: '/second-factor/codes',
      submit: '更换恢复码',
      token: formToken(),
      fields: [
        {
          title: '更换恢复码',
          text: '恢复码快用完，或可能被别人看到时，换一组新的；原来的立即失效。',
          fields: [passwordField(), proofField('验证码', '验证器现在显示的 6 位数字，或一个恢复码')],
        },
      ],
    },
    typed,
  )
}

function enrolForm(replaces: boolean, typed?: Typed): FormView {
  const code = field('code', replaces ? '新手机上的验证码' : '验证码', 'text', '', {
    required: true,
    maxLength: 40,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    width: 'third',
  })
  const proof = proofField('原手机上的验证码', '没有原手机时，填写一个恢复码')
  return formOf(
    {
      action: '/second-factor',
      submit: replaces ? '更换' : '设置',
      token: formToken(),
      fields: [code, passwordField(), ...(replaces ? [proof] : [])],
    },
    typed,
  )
}

function passwordField(): Field {
  return field('current', '密码', 'password', '', {
    required: true,
    autocomplete: 'current-password',
    width: 'third',
  })
}

function proofField(label: string, hint: string): Field {
  return field('proof', label, 'text', '', {
    required: true,
    maxLength: 40,
    autocomplete: 'one-time-code',
    width: 'third',
    hint,
  })
}

/** The recovery codes; null for a form that was sent again: they were shown then. */
export function codesPage(codes: readonly string[] | null): ShownOncePage {
  return {
    title: '恢复码',
    layout: 'plain',
    head: {
      title: '二次验证已生效',
      text: '其他设备上的登录已经结束，下次登录要填写验证码。',
      actions: [{ label: codes ? '我已保存，继续' : '继续', href: '/', tone: 'primary' }],
    },
    alert: codes
      ? {
          tone: 'warning',
          title: '恢复码只显示这一次',
          text: '手机丢失或更换时，每个恢复码可以代替一次验证码。请抄下或打印，和手机分开保管。',
        }
      : {
          tone: 'info',
          title: '恢复码已经显示过',
          text: '显示在第一次提交的页面上。没有记下来时，请在“二次验证”里更换恢复码。',
        },
    ...(codes
      ? {
          facts: {
            facts: codes.map((code, i) => ({
              label: `恢复码 ${i + 1}`,
              value: { text: code, mono: true, copy: true },
            })),
          },
        }
      : {}),
  }
}
