import type { Position } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Alert, FormView, Page, PageHead, PostAction, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { PRODUCT } from '../../../web/views.ts'
import { PLATFORMS, platformLabels } from '../shops/policy.ts'
import { SHORTEST } from '../staff/passwords.ts'
import type { SessionRow } from './queries.ts'

/** How somebody of the demo team signs in; shown once. */
export interface DemoSignIn {
  position: Position
  employeeNumber: string
  password: string
  /** What a clerk signs in with at a terminal; a badge's code is known only when it's issued. */
  terminal?: { pin: string; badge?: string }
}

const PASSWORD_HINT = `至少 ${SHORTEST} 个字符，建议 15 个以上；不限种类，几个不相关的词连起来最好记`

/** Signing in. */
export function loginPage(next: string, typed?: Typed): FormPage {
  return {
    title: '登录',
    layout: 'plain',
    head: { title: '登录' },
    form: formOf(
      {
        action: '/login',
        submit: '登录',
        token: formToken(),
        hidden: [{ name: 'next', value: next }],
        fields: [
          field('employeeNumber', '工号', 'text', '', {
            required: true,
            maxLength: 40,
            autocomplete: 'username',
            autofocus: !typed,
          }),
          field('password', '密码', 'password', '', {
            required: true,
            autocomplete: 'current-password',
            hint: '忘记密码时，请店铺负责人为您重新生成。',
          }),
        ],
      },
      typed,
    ),
  }
}

/** A page with forms and lists under one head: `views/people/entrance/password`. */
export interface PasswordPage extends Page {
  head: PageHead
  alert?: Alert
  form: FormView
  sessions?: TableView
  end?: FormView
}

export const signOut = (): PostAction => ({
  label: '退出登录',
  post: '/logout',
  token: formToken(),
  icon: 'logout',
})

/** Changing one's own password; the first one must be. */
export function passwordPage(
  first: boolean,
  sessions: readonly SessionRow[],
  typed: { form?: Typed; end?: Typed } = {},
): PasswordPage {
  const form = formOf(
    {
      action: '/password',
      submit: '保存新密码',
      token: formToken(),
      ...(first ? {} : { cancel: '/' }),
      fields: [
        field('current', first ? '收到的首次密码' : '原密码', 'password', '', {
          required: true,
          autocomplete: 'current-password',
          width: 'third',
        }),
        field('next', '新密码', 'password', '', {
          required: true,
          autocomplete: 'new-password',
          hint: PASSWORD_HINT,
          width: 'third',
        }),
        field('repeat', '再次填写新密码', 'password', '', {
          required: true,
          autocomplete: 'new-password',
          width: 'third',
        }),
      ],
    },
    typed.form,
  )
  if (first) {
    const text = '首次密码只用来登录一次，请换成只有您知道的密码。'
    return {
      title: '修改密码',
      layout: 'plain',
      head: { title: '请先修改密码', text, actions: [signOut()] },
      form,
    }
  }
  return {
    title: '修改密码',
    breadcrumb: [{ label: '修改密码' }],
    head: { title: '修改密码', text: '保存后，其他设备上的登录会立即结束。', actions: [signOut()] },
    form,
    sessions: sessionTable(sessions),
    end: formOf(
      {
        id: 'end',
        action: '/password/sessions',
        submit: '结束其他登录',
        token: formToken(),
        fields: [
          field('current', '密码', 'password', '', {
            required: true,
            autocomplete: 'current-password',
            hint: '发现不认识的登录时，请结束其他登录并修改密码。',
          }),
        ],
      },
      typed.end,
    ),
  }
}

function sessionTable(sessions: readonly SessionRow[]): TableView {
  return {
    id: 'sessions',
    title: '正在登录的设备',
    label: '正在登录的设备',
    columns: [
      { key: 'startedAt', label: '登录时间' },
      { key: 'seenAt', label: '最近使用' },
      { key: 'which', label: '设备' },
    ],
    rows: sessions.map(({ startedAt, seenAt, isThis }, i) => ({
      id: String(i),
      cells: {
        startedAt: formatMinute(startedAt),
        seenAt: formatMinute(seenAt),
        which: isThis ? { text: '', badge: { label: '当前设备', tone: 'success' } } : '其他设备',
      },
    })),
    empty: { title: '没有其他登录', text: '只有当前设备在登录。' },
  }
}

/** First start: `views/people/entrance/setup`. */
export interface SetupPage extends Page {
  head: PageHead
  form: FormView
  demo: FormView
}

/** Owner and first shop, or the demo team. The token comes along in the address that the server printed. */
export function setupPage(token: string, typed: { form?: Typed; demo?: Typed } = {}): SetupPage {
  const tokenField = field('setupToken', '启动口令', 'text', token, {
    required: true,
    autocomplete: 'off',
    hint: '启动程序时显示在窗口里；从那里的链接打开本页会自动填好。',
  })
  return {
    title: '首次设置',
    layout: 'plain',
    head: { title: `欢迎使用${PRODUCT}`, text: '先建立第一家店铺和负责人账号，其他同事由负责人登录后添加。' },
    form: formOf(
      {
        id: 'setup',
        action: '/setup',
        submit: '完成设置并登录',
        token: formToken(),
        fields: [
          { title: '启动口令', fields: [tokenField] },
          {
            title: '第一家店铺',
            fields: [
              field('shopName', '店铺名称', 'text', '', { required: true, maxLength: 60 }),
              field('platform', '平台', 'select', 'TAOBAO', {
                required: true,
                options: PLATFORMS.map((value) => ({ value, label: platformLabels[value] })),
              }),
            ],
          },
          {
            title: '店铺负责人',
            fields: [
              field('name', '姓名', 'text', '', { required: true, maxLength: 40, autocomplete: 'name' }),
              field('employeeNumber', '工号', 'text', '', {
                required: true,
                maxLength: 40,
                autocomplete: 'username',
                hint: '用来登录，例如 E001',
              }),
              field('password', '密码', 'password', '', {
                required: true,
                autocomplete: 'new-password',
                hint: PASSWORD_HINT,
              }),
              field('repeat', '再次填写密码', 'password', '', {
                required: true,
                autocomplete: 'new-password',
              }),
            ],
          },
        ],
      },
      typed.form,
    ),
    demo: formOf(
      {
        id: 'demo',
        action: '/setup/demo',
        submit: '载入示例团队',
        token: formToken(),
        fields: [{ ...tokenField }],
      },
      typed.demo,
    ),
  }
}

/** The demo team's sign-ins, which nobody can look up later: `views/people/entrance/sign-ins`. */
export interface SignInsPage extends Page {
  head: PageHead
  alert: Alert
  table: TableView
}

export function signInsPage(signIns: readonly DemoSignIn[]): SignInsPage {
  return {
    title: '示例团队已载入',
    layout: 'plain',
    head: {
      title: '示例团队已载入',
      text: '每个岗位都可以登录看看。',
      actions: [{ label: '去登录', href: '/login', tone: 'primary' }],
    },
    alert: {
      tone: 'warning',
      title: '这些密码、PIN 和工牌号只显示这一次',
      text: '请先复制或打印本页，再离开。',
    },
    table: {
      label: '示例团队的登录信息',
      columns: [
        { key: 'position', label: '岗位' },
        { key: 'employeeNumber', label: '工号' },
        { key: 'password', label: '密码' },
        { key: 'pin', label: '终端 PIN' },
        { key: 'badge', label: '工牌号' },
      ],
      rows: signIns.map(({ position, employeeNumber, password, terminal }) => ({
        id: employeeNumber,
        cells: {
          position: dutyLabels[position],
          employeeNumber: { text: employeeNumber, mono: true, copy: true },
          password: { text: password, mono: true, copy: true },
          pin: terminal ? { text: terminal.pin, mono: true, copy: true } : '',
          badge: terminal?.badge ? { text: terminal.badge, mono: true, copy: true } : '',
        },
      })),
      empty: { title: '没有人员', text: '示例团队是空的。' },
    },
  }
}
