import type { Alert, Badge, Confirm, Empty, Notice, Progress, Tab } from '../parts.ts'
import type { GuideSection, Sample } from './sample.ts'
import { deed, longName, samples } from './sample.ts'

const badges: Badge[] = [
  { label: '草稿', tone: 'neutral' },
  { label: '待付款', tone: 'info' },
  { label: '拣货中', tone: 'progress' },
  { label: '已发货', tone: 'success' },
  { label: '待审核', tone: 'warning' },
  { label: '已超时', tone: 'danger' },
]

const buttons: Sample[] = [
  { part: '/parts/action', data: deed('通过', { tone: 'primary', icon: 'check' }) },
  { part: '/parts/action', data: deed('驳回', { tone: 'danger', asks: 'remark' }) },
  { part: '/parts/action', data: deed('转办', { asks: 'remark?' }) },
  { part: '/parts/action', data: { label: '打印拣货单', href: '/styleguide', icon: 'printer' } },
  {
    part: '/parts/action',
    data: deed('作废', {
      tone: 'danger',
      confirm: {
        title: '作废这个包裹？',
        text: '作废后订单回到待发货，占用的库存会释放。作废不能撤销。',
        submit: '确认作废',
      },
      asks: 'remark',
    }),
  },
  {
    part: '/parts/action',
    data: deed('放行波次', { disabledBecause: '只有运营主管和店铺负责人可以放行。请联系：周敏、陈立' }),
  },
  { part: '/parts/action', data: { ...deed('接手'), look: 'row' } },
  { part: '/parts/action', data: { ...deed('催办', { disabledBecause: '今天已经催过 2 次' }), look: 'row' } },
]

const alerts: Alert[] = [
  { tone: 'info', text: '2027 年的节假日安排尚未公布，工作日暂按法定节日计算。' },
  { tone: 'success', title: '导入完成', text: '新增 128 个订单，更新 6 个，没有变化的 40 个。' },
  {
    tone: 'warning',
    title: '3 个订单需要人工核对',
    text: '核对前不会进入拣货。',
    items: [
      { text: '3620148899210034571：买家留言要求改地址', href: '/styleguide' },
      { text: '3620148899210034588：商家编码没有对应的商品', href: '/styleguide' },
    ],
    action: { label: '去核对', href: '/styleguide' },
  },
  { tone: 'danger', title: '文件没有导入', text: `“${longName}.xlsx”不是订单报表：缺少“订单编号”这一列。` },
]

const notices: Notice[] = [
  { tone: 'success', text: '已保存。' },
  {
    tone: 'warning',
    text: '批量审核：成功 5，失败 2。',
    items: [
      { text: 'FH20261123-0012：已被周敏驳回', href: '/styleguide' },
      { text: 'FH20261123-0015：库存不足，缺 2 件' },
    ],
  },
]

const empties: [string, Empty][] = [
  [
    '下一步明确',
    {
      title: '还没有订单',
      text: '从千牛导出订单报表，拖进来就能开始。',
      action: { label: '导入订单', href: '/styleguide', tone: 'primary', icon: 'upload' },
    },
  ],
  ['筛选没有结果', { title: '没有符合条件的包裹', text: '换个条件，或清除筛选。', icon: 'filter-off' }],
]

const progresses: [string, Progress][] = [
  ['有进度', { label: '导入订单', state: 'running', percent: 62, text: '已处理 6,200 行，共 10,000 行' }],
  ['还不知道多少', { label: '读取文件', state: 'running', text: '正在识别文件种类…' }],
  ['完成', { label: '导入订单', state: 'done', text: '新增 128，更新 6，用时 3 秒' }],
  ['失败', { label: '导入订单', state: 'failed', text: '第 318 行之后的内容已损坏，什么都没有写入。' }],
]

const tabs: Tab[] = [
  { label: '详情', href: '#tabs', active: true },
  { label: '商品明细', href: '#tabs', count: '3', active: false },
  { label: '操作记录', href: '#tabs', count: '1,000+', active: false },
]

const confirmation: Confirm = {
  title: '确认导入这份文件？',
  text: '订单报表（2022 版，27 列），店铺：慕斯兰黛官方旗舰店。',
  points: ['新增 128 个订单', '更新 6 个订单的状态', '2 行有问题，不会导入'],
  action: deed('确认导入', { tone: 'primary' }),
  cancel: '/styleguide',
}

export const basics: GuideSection[] = [
  {
    id: 'badges',
    title: '状态',
    text: '颜色有含义，但从不单独表达：文字说的是同一件事。',
    samples: badges.map((data) => ({ part: '/parts/badge', data })),
  },
  {
    id: 'actions',
    title: '操作',
    text: '一页最多一个主要操作。要备注或要确认的先询问；不能做的说明原因（悬停、聚焦或点按可见）。',
    samples: buttons,
  },
  {
    id: 'alerts',
    title: '提示与结果',
    text: '提示属于页面；结果只在操作后的下一页出现一次。',
    samples: [
      ...alerts.map((data) => ({ part: '/parts/alert', data })),
      ...notices.map((data) => ({ part: '/parts/notice', data, label: '操作结果' })),
    ],
  },
  {
    id: 'tabs',
    title: '页签',
    text: '链接，不需要脚本。',
    samples: [{ part: '/parts/tabs', data: { tabs, label: '示例页签' } }],
  },
  {
    id: 'empty',
    title: '空列表',
    text: '总要说下一步做什么。',
    samples: samples('/parts/empty', ...empties),
  },
  {
    id: 'progress',
    title: '进度',
    text: '进行中的每两秒刷新一次。',
    samples: samples('/parts/progress', ...progresses),
  },
  {
    id: 'confirm',
    title: '确认',
    text: '先说会发生什么，再给两条路。',
    samples: [{ part: '/parts/confirm', data: confirmation }],
  },
]
