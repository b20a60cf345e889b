import type { HomePage, WorkGroup } from '../parts.ts'
import { errorPage } from '../error-pages.ts'
import type { GuideSection } from './sample.ts'
import { deed, longName } from './sample.ts'

const groups: WorkGroup[] = [
  {
    key: 'overdue',
    label: '已超时',
    count: '3',
    items: [
      {
        title: '处理隔离货品：GL20261120-0001（尺码不符）',
        href: '/styleguide',
        noun: '隔离单',
        due: '超时 2 天 18 小时',
        urgency: 'overdue',
        owner: '采购（待接手）',
        state: { label: '待处理', tone: 'warning' },
        actions: [
          deed('放回货架', { tone: 'primary' }),
          ...['送修返工', '退回供应商', '申请报损', '接手', '催办'].map((label) => deed(label)),
        ],
      },
      {
        title: 'FH20261123-0011 待拣货',
        href: '/styleguide',
        noun: '包裹',
        due: '已超时 2 小时',
        urgency: 'overdue',
        owner: '仓管（待接手）',
        actions: [deed('接手', { tone: 'primary' }), deed('催办')],
      },
      {
        title: longName,
        href: '/styleguide',
        noun: '需求',
        due: '已超时 1 天',
        urgency: 'overdue',
        owner: '阿卜杜热合曼·买买提江',
        state: { label: '进行中', tone: 'progress' },
        actions: [deed('催办', { disabledBecause: '今天已经催过 2 次' })],
      },
    ],
  },
  {
    key: 'today',
    label: '今天',
    count: '36',
    more: '/styleguide',
    items: [
      {
        title: '核对 3 个有留言的订单',
        href: '/styleguide',
        noun: '订单',
        due: '今天 16:00 前',
        urgency: 'today',
        actions: [deed('通过', { tone: 'primary' }), deed('驳回', { asks: 'remark' })],
      },
      {
        title: '首页海报：双十二预热',
        href: '/styleguide',
        noun: '需求',
        due: '今天 18:00 前',
        urgency: 'today',
        state: { label: '已交付', tone: 'success' },
        actions: [deed('验收', { tone: 'primary' }), deed('退回', { asks: 'remark' })],
      },
    ],
  },
  {
    key: 'later',
    label: '以后',
    count: '1',
    items: [
      {
        title: '补录 12 月排班',
        href: '/styleguide',
        noun: '排班',
        due: '11-25 18:00 前',
        urgency: 'later',
        actions: [],
      },
    ],
  },
]

/** 工作台 of a lead on a busy day; also what the tests render. */
export function homeSample(): HomePage {
  return {
    title: '工作台',
    greeting: '早上好，周敏',
    day: '2026年11月23日 星期一 · 运营主管',
    figures: [
      { label: '待发货', value: '128', unit: '单', href: '/styleguide', hint: '其中 6 单今天到期' },
      { label: '已超时', value: '2', unit: '单', href: '/styleguide', tone: 'danger', hint: '昨天 0 单' },
      { label: '今日已发', value: '964', unit: '单', hint: '按时率 99.2%' },
      { label: '待核对订单', value: '3', unit: '单', href: '/styleguide', tone: 'warning' },
      { label: '今日成交', value: '1,234,567.00', unit: '元' },
    ],
    tabs: [
      { label: '我的', href: '/', count: '39', active: true },
      { label: '团队', href: '/?team=1', count: '86', active: false },
    ],
    groups,
    empty: { title: '今天没有待办', text: '新的待办会自动出现在这里。', icon: 'mood-smile' },
    notices: [
      { text: '陈立把“双十二备货”交给了您', at: '10 分钟前', href: '/styleguide', unread: true },
      {
        text: '库存不足：羊羔毛外套 米白 L，缺 2 件',
        at: '09:12',
        href: '/styleguide',
        unread: true,
        tone: 'danger',
      },
      { text: '订单导入完成：新增 128', at: '昨天', unread: false },
    ],
    allNotices: '/styleguide',
    team: [
      {
        name: '王小明',
        position: '仓管',
        initials: '小明',
        open: '28',
        overdue: '2',
        late: true,
        href: '/styleguide',
      },
      {
        name: '阿卜杜热合曼·买买提江',
        position: '运营专员',
        initials: '阿卜',
        open: '5',
        overdue: '0',
        late: false,
        href: '/styleguide',
      },
    ],
  }
}

const home = homeSample()
const record = { label: '查看最新内容', href: '/styleguide', tone: 'primary' } as const
const faults = [
  errorPage('forbidden', {
    requestId: '0d9f2c61',
    text: '放行波次不是您的职责。',
    allowed: '本店的运营主管，或店铺负责人',
    holders: ['周敏', '陈立'],
  }),
  errorPage('not-found', { requestId: '0d9f2c62' }),
  errorPage('conflict', { requestId: '0d9f2c63', text: '周敏在 09:41 已经驳回了它。', ways: [record] }),
  errorPage('too-large', { requestId: '0d9f2c64' }),
  errorPage('invalid', { requestId: '0d9f2c65' }),
  errorPage('too-many', { requestId: '0d9f2c66' }),
  errorPage('failure', { requestId: '0d9f2c67' }),
  errorPage('unavailable', { requestId: '0d9f2c68' }),
  errorPage('expired', { requestId: '0d9f2c69' }),
]

export const work: GuideSection[] = [
  {
    id: 'home',
    title: '工作台的部件',
    text: '数字、待办、消息、团队。',
    samples: [
      { part: '/parts/figures', data: { figures: home.figures }, label: '数字' },
      { part: '/parts/work-items', data: { groups: home.groups }, label: '待办' },
      { part: '/parts/notices', data: { notices: home.notices, all: home.allNotices }, label: '消息' },
      { part: '/parts/notices', data: { notices: [] }, label: '没有消息' },
      { part: '/parts/team', data: { members: home.team }, label: '团队' },
    ],
  },
  {
    id: 'errors',
    title: '出错页面',
    text: '发生了什么、为什么、接下来怎么办，以及请求编号。',
    samples: faults.map(({ page }) => ({ part: '/errors/error', data: page })),
  },
]
