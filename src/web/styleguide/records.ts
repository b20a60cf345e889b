import { assetUrls } from '../assets.ts'
import type { Facts, PageHead, RecordHead, Timeline } from '../parts.ts'
import { badgeCell } from '../parts.ts'
import type { GuideSection } from './sample.ts'
import { deed, longName } from './sample.ts'

const head: RecordHead = {
  title: longName,
  number: 'FH20261123-0012',
  state: { label: '待审核', tone: 'warning' },
  actions: [
    deed('通过', { tone: 'primary', version: 3 }),
    deed('驳回', { asks: 'remark', version: 3 }),
    deed('转办', { asks: 'remark?', version: 3 }),
    { label: '编辑', href: '/styleguide' },
    { label: '打印', href: '/styleguide/print', icon: 'printer' },
    deed('作废', { disabledBecause: '已交给快递，不能作废。可以登记退回。' }),
  ],
  facts: [
    { label: '店铺', value: '慕斯兰黛官方旗舰店' },
    { label: '负责人', value: { text: '王小明', sub: '仓管' } },
    { label: '最晚发货', value: { text: '11-23 09:00（已超时 2 小时）', tone: 'danger' } },
    { label: '运单号', value: '' },
  ],
}

const facts: Facts = {
  title: '收货信息',
  facts: [
    { label: '收货人', value: { text: '张**', sub: '138****0000' } },
    { label: '地区', value: '浙江省 杭州市 余杭区' },
    { label: '订单', value: { text: '3620148899210034571', href: '/styleguide', mono: true, copy: true } },
    { label: '旗帜', value: badgeCell('红旗', 'danger') },
    { label: '买家留言', value: `请周五前发货，谢谢！${longName}`, wide: true },
  ],
}

/** A picture that is there in every browser: the page's own sign. */
const photos = {
  title: '照片',
  photos: [{ src: `${assetUrls.own}img/logo.svg`, alt: '照片 1', text: '赵大勇 2026-09-01 10:00' }],
}

const timeline: Timeline = {
  title: '经过',
  more: '/styleguide',
  entries: [
    {
      at: '2026-11-23 09:41',
      who: '周敏',
      what: '驳回',
      from: '待审核',
      to: '待修改',
      remark: '地址里没有门牌号，\n请联系买家确认后再提交。',
    },
    {
      at: '2026-11-23 09:12',
      who: '王小明',
      what: '修改了 3 项',
      changes: [
        { label: '快递', before: '圆通', after: '顺丰' },
        { label: '备注', before: '', after: longName },
        { label: '收货人', before: '张**', after: '' },
      ],
    },
    { at: '2026-11-22 23:05', who: '系统（订单导入）', what: '创建', to: '待审核' },
  ],
}

const pageHead: PageHead = {
  title: '包裹',
  text: '已付款、已核对的订单按收货人合并成包裹。',
  actions: [{ label: '权限一览', href: '/styleguide' }, deed('生成波次', { tone: 'primary' })],
}

export const records: GuideSection[] = [
  {
    id: 'records',
    title: '记录',
    text: '页头说明它是什么、处于什么状态、能做什么；下面是事实与经过。',
    samples: [
      { part: '/parts/page-head', data: pageHead, label: '一般页头' },
      { part: '/parts/record-head', data: head, label: '记录页头' },
      { part: '/parts/facts', data: facts, label: '事实' },
      { part: '/parts/photos', data: photos, label: '照片' },
      { part: '/parts/timeline', data: timeline, label: '经过' },
      { part: '/parts/timeline', data: { title: '经过（空）', entries: [] }, label: '还没有记录' },
    ],
  },
]
