import type { ChartView, Column, RowView, TableView } from '../parts.ts'
import { badgeCell, field } from '../parts.ts'
import type { GuideSection } from './sample.ts'
import { deed, longName, samples } from './sample.ts'

const columns: Column[] = [
  { key: 'number', label: '包裹', fixed: true, href: '/styleguide?sort=number' },
  { key: 'state', label: '状态', width: 'narrow' },
  { key: 'goods', label: '商品', width: 'wide' },
  { key: 'quantity', label: '数量', unit: '件', numeric: true },
  { key: 'amount', label: '金额', unit: '元', numeric: true, href: '/styleguide?sort=amount' },
  { key: 'due', label: '最晚发货', width: 'narrow', href: '/styleguide?sort=-due', sorted: 'ascending' },
  { key: 'owner', label: '负责人' },
  { key: 'waybill', label: '运单号' },
  { key: 'shop', label: '店铺', hidden: true },
]

function row(id: number, more: Partial<RowView>, cells: RowView['cells']): RowView {
  const number = `FH20261123-00${id}`
  return {
    id: String(id),
    label: number,
    cells: { number: { text: number, href: '/styleguide', mono: true }, ...cells },
    actions: [{ label: '查看', href: '/styleguide' }, deed('催办')],
    ...more,
  }
}

const rows: RowView[] = [
  row(
    11,
    { tone: 'danger' },
    {
      state: badgeCell('待拣货', 'warning'),
      goods: { text: '羊羔毛外套 米白 L', sub: 'MS-2041-WH-L' },
      quantity: '1',
      amount: '399.00',
      due: { text: '11-23 09:00', sub: '已超时 2 小时', tone: 'danger', time: '2026-11-23T01:00:00Z' },
      owner: '王小明',
      waybill: '',
    },
  ),
  row(
    12,
    {
      actions: [
        { label: '查看', href: '/styleguide' },
        deed('驳回', { asks: 'remark', tone: 'danger' }),
        deed('放行', { disabledBecause: '买家已申请退款，等待客服处理' }),
      ],
    },
    {
      state: badgeCell('待审核', 'danger'),
      goods: { text: longName, sub: 'MS-2099-BK-XXXL' },
      quantity: '1,200',
      amount: '1,234,567.00',
      due: '今天 18:00',
      owner: { text: '', badge: { label: '待接手', tone: 'info' } },
      waybill: '',
    },
  ),
  row(
    13,
    { selectable: false, actions: [{ label: '查看', href: '/styleguide' }] },
    {
      state: badgeCell('已发货', 'success'),
      goods: { text: '磨毛四件套 1.8m 等 3 种', title: '磨毛四件套 1.8m、枕套、床笠' },
      quantity: '3',
      amount: '528.50',
      due: '11-24 12:00',
      owner: '赵一鸣',
      waybill: { text: '75391204478812', mono: true, copy: true, sub: '中通' },
    },
  ),
]

const full: TableView = {
  id: 'parcels',
  label: '包裹',
  path: '/styleguide',
  columns,
  rows,
  keep: [{ name: 'tab', value: 'open' }],
  search: field('q', '搜索包裹', 'search', '', { placeholder: '包裹、订单、运单、姓名首字母' }),
  filters: [
    field('shop', '店铺', 'select', '1', { options: [{ value: '1', label: '慕斯兰黛官方旗舰店' }] }),
    field('from', '最晚发货', 'date', ''),
    field('carrier', '快递', 'multiselect', [], {
      options: [
        { value: 'zto', label: '中通' },
        { value: 'sf', label: '顺丰' },
      ],
    }),
    field('mine', '只看我的', 'checkbox', ''),
  ],
  reset: '/styleguide',
  tabs: [
    { label: '全部', href: '/styleguide', count: '1,000+', active: false },
    { label: '待拣货', href: '/styleguide', count: '28', active: true },
    { label: '待审核', href: '/styleguide', count: '3', active: false },
    { label: '已发货', href: '/styleguide', count: '964', active: false },
  ],
  batch: [
    deed('批量放行', { tone: 'primary' }),
    deed('批量驳回', { asks: 'remark' }),
    deed('批量作废', {
      tone: 'danger',
      confirm: { title: '作废选中的包裹？', text: '占用的库存会释放，作废不能撤销。', submit: '确认作废' },
    }),
    deed('合并发货', { disabledBecause: '只有仓管可以合并' }),
  ],
  columnChoice: { keep: [{ name: 'tab', value: 'open' }] },
  export: '/styleguide?export=1',
  tools: [{ label: '导入', href: '/styleguide', icon: 'upload' }],
  create: { label: '新建包裹', href: '/styleguide' },
  next: '/styleguide?after=13',
  saved: {
    views: [
      { label: '今天要发的', href: '/styleguide', active: false, remove: deed('删除') },
      { label: longName.slice(0, 30), href: '/styleguide', active: false },
    ],
    save: { post: '/styleguide', token: 'sample', fields: [{ name: 'query', value: 'tab=open' }] },
  },
  total: '共 1,000+ 条，本页 3 条',
  sums: { quantity: '1,204', amount: '1,235,494.50' },
  empty: { title: '没有包裹', text: '有新订单时会出现在这里。' },
}

const plain: TableView = {
  id: 'plain',
  title: '库存分布',
  label: '库存分布',
  columns: [
    { key: 'name', label: '名称' },
    { key: 'count', label: '数量', numeric: true },
  ],
  rows: [{ id: '1', cells: { name: '华东仓', count: '128' } }],
  empty: { title: '没有', text: '没有' },
}

const pieces = (key: string, label: string): Column => ({ key, label, unit: '件', numeric: true })

/** As crowded as lists get, with names as long as they get. */
const crowded: TableView = {
  id: 'crowded',
  label: '补货',
  columns: [
    { key: 'number', label: '单号', fixed: true },
    { key: 'goods', label: '货品', width: 'wide' },
    { key: 'supplier', label: '供应商' },
    pieces('rate', '日均销量'),
    { ...pieces('available', '可用'), href: '/styleguide?sort=available' },
    pieces('owed', '欠货'),
    { ...pieces('proposed', '建议量'), href: '/styleguide?sort=proposed' },
    { key: 'buyer', label: '采购' },
    { key: 'created', label: '提出时间' },
  ],
  rows: ['周敏', '阿卜杜热西提·买买提艾力江'].map((buyer, i) => ({
    id: String(i),
    cells: {
      number: { text: `BH20261123-000${i}`, href: '/styleguide', mono: true },
      goods: { text: longName, href: '/styleguide', sub: '雾霾蓝拼雪山白（加绒） 3XL（建议160-180斤）' },
      supplier: '杭州市余杭区临平慕斯兰黛纺织服装科技发展有限责任公司第二分厂',
      rate: '12.35',
      available: '1,234',
      owed: '0',
      proposed: '5,000',
      buyer,
      created: '2026-11-23 18:00',
    },
  })),
  empty: { title: '没有', text: '没有' },
}

const empty: TableView = {
  ...full,
  id: 'parcels-empty',
  label: '待拣货的包裹',
  rows: [],
  sums: undefined,
  saved: undefined,
  total: undefined,
  next: undefined,
  create: { label: '新建包裹', disabledBecause: '只有仓管可以新建。请联系：赵一鸣' },
  empty: {
    title: '没有待拣货的包裹',
    text: '订单审核通过后会自动生成包裹。',
    action: { label: '去审核订单', href: '/styleguide' },
  },
}

const bars: ChartView = { label: '库存分布图', table: 'plain', series: ['数量'] }

export const lists: GuideSection[] = [
  {
    id: 'lists',
    title: '列表',
    text: '页签、筛选、列选择、批量操作、翻页。状态都在地址里。窄屏上一行变成一张卡片。',
    samples: samples('/parts/table', ['全部功能', full], ['拥挤', crowded], ['最少', plain], ['空', empty]),
  },
  {
    id: 'charts',
    title: '图表',
    text: '把旁边表格里的数字画成柱形，图和表永远一致。没有脚本时只有表格。',
    samples: samples('/parts/chart', ['一列', bars]),
  },
]
