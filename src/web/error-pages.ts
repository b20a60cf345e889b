import type { Action, Layout, Page } from './parts.ts'
import type { SentForm } from './sent-form.ts'

/** A refusal or a failure as a page: what happened, why, and the way on. Rendered by `errors/error`. */
export interface ErrorPage extends Page {
  /** The status, or a word where it would puzzle people. */
  code: string
  text: string
  /** What one can do about it, one sentence each. */
  steps: string[]
  /** Of a 403: who may, in words, and the names of those who do. */
  allowed?: string
  holders: readonly string[]
  ways: Action[]
  /** What was typed, to be sent again as it was. */
  sent?: SentForm
  requestId: string
}

export type ErrorKind =
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'invalid'
  | 'too-many-rows'
  | 'too-many'
  | 'failure'
  | 'unavailable'
  | 'away'
  | 'takes-too-long'
  | 'crowded'
  | 'too-slow'
  | 'no-room'
  | 'expired'

interface Wording {
  status: number
  title: string
  text: string
  steps: string[]
}

const wording: Record<ErrorKind, Wording> = {
  forbidden: {
    status: 403,
    title: '您没有这项权限',
    text: '这个页面或操作不在您的职责范围内。',
    steps: ['需要办理时，请联系上面列出的同事，或向上级申请。'],
  },
  'not-found': {
    status: 404,
    title: '没有找到这个页面',
    text: '内容不存在，或者您无权查看。',
    steps: ['检查地址是否完整。', '从左侧菜单或工作台重新进入。'],
  },
  conflict: {
    status: 409,
    title: '内容已经变了',
    text: '在您操作之前，别人已经处理了它。您的这次操作没有生效。',
    steps: ['打开最新的内容，看一看现在的状态，再决定是否继续。'],
  },
  'too-large': {
    status: 413,
    title: '内容太大',
    text: '提交的内容超过了允许的大小，没有保存。',
    steps: ['文件请压缩后再传，或分成几个较小的。', '文字请分几次提交。'],
  },
  invalid: {
    status: 422,
    title: '提交的内容有问题',
    text: '有些内容无法识别，没有保存。',
    steps: ['返回上一页检查后重新提交。'],
  },
  'too-many-rows': {
    status: 422,
    title: '要导出的内容太多',
    text: '当前条件下的内容超过了一次导出的上限，没有导出。',
    steps: ['回到列表，用搜索、页签或筛选缩小范围后再导出。', '需要全部内容时，按店铺或时间分几次导出。'],
  },
  'too-many': {
    status: 429,
    title: '操作太频繁',
    text: '一分钟内打开和提交的次数超过了上限。',
    steps: [
      '到时间后刷新页面或再次提交，不用重新登录。',
      '没有连续操作却看到这一页时，请关掉自动刷新的插件或脚本；仍然这样，请联系管理员。',
    ],
  },
  failure: {
    status: 500,
    title: '出错了，不是您的问题',
    text: '系统遇到了意外情况，这次操作没有完成。我们已经记录下来。',
    steps: ['稍后再试一次。', '如果一直这样，请把下面的请求编号告诉管理员。'],
  },
  unavailable: {
    status: 503,
    title: '系统正在准备',
    text: '服务正在启动或维护，很快就好。',
    steps: ['等一分钟后刷新页面。'],
  },
  away: {
    status: 503,
    title: '暂时连不上数据库',
    text: '数据库正在重启或暂时没有响应，通常几秒到几分钟就会恢复，恢复后可以直接继续。',
    steps: ['等几秒后刷新页面或再次提交。', '一直这样时，请联系管理员检查数据库和磁盘。'],
  },
  'takes-too-long': {
    status: 503,
    title: '等待太久，已停止',
    text: '要查询或处理的内容太多，或者系统太忙，数据库没有在规定时间内完成。',
    steps: ['用搜索、页签或筛选缩小范围后再试。', '稍等一会儿再试一次。'],
  },
  crowded: {
    status: 503,
    title: '同时登录的人太多',
    text: '现在核对密码的人太多，这一次没有核对，也不算输错。',
    steps: ['等几秒后返回上一页再试一次。'],
  },
  'too-slow': {
    status: 408,
    title: '网络太慢，没有收完',
    text: '提交的内容没有在规定时间内传完，没有保存。',
    steps: ['检查网络后返回上一页，再提交一次。'],
  },
  'no-room': {
    status: 507,
    title: '磁盘空间不足',
    text: '服务器的磁盘已满，这次的内容没有保存，以前保存的都还在。',
    steps: ['请管理员清理磁盘，有空间后可以直接继续，不用重启。'],
  },
  expired: {
    status: 403,
    title: '页面已过期',
    text: '这个页面打开太久，或者您已在别处重新登录。为了安全，这次提交没有生效。',
    steps: ['回到原来的页面，刷新后重新提交。填写的长内容请先复制出来。'],
  },
}

const kinds = new Map<number, ErrorKind>([
  [400, 'invalid'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [408, 'too-slow'],
  [409, 'conflict'],
  [413, 'too-large'],
  [422, 'invalid'],
  [429, 'too-many'],
  [503, 'unavailable'],
  [507, 'no-room'],
])

/** The page that tells about an HTTP status; everything unknown is a failure of ours. */
export function errorKind(status: number): ErrorKind {
  return kinds.get(status) ?? 'failure'
}

export interface ErrorDetails {
  requestId: string
  /** The sentence of the error itself, where it has one for people. */
  text?: string
  allowed?: string
  holders?: readonly string[]
  /** Where to go on: the record, the list, the form. The way to 工作台 is always added. */
  ways?: Action[]
  sent?: SentForm
  /** `plain` when signed out. */
  layout?: Layout
}

/** The page of a refusal or failure, with its HTTP status. */
export function errorPage(kind: ErrorKind, details: ErrorDetails): { status: number; page: ErrorPage } {
  const { status, title, text, steps } = wording[kind]
  const ways = details.ways ?? []
  const home: Action = { label: '回到工作台', href: '/', tone: ways.length ? 'default' : 'primary' }
  return {
    status,
    page: {
      title,
      code: kind === 'expired' ? '已过期' : String(status),
      text: details.text || text,
      // Without names there's nobody "above" to turn to.
      steps: kind === 'forbidden' && !details.allowed ? ['需要办理时，请向您的上级申请。'] : steps,
      allowed: details.allowed,
      holders: details.holders ?? [],
      ways: [...ways, home],
      sent: details.sent,
      requestId: details.requestId,
      layout: details.layout ?? 'main',
    },
  }
}
