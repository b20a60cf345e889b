import { Fault, isNothing, longId, waybill } from '../reading/clean.ts'
import { moment, names, text } from './columns.ts'
import type { FieldReason, Kind, Signature } from './kind.ts'

/** A parcel and the orders in it, as a print tool or the platform lists it. */
export type WaybillRow = {
  readonly trackingNumber: string
  readonly carrier?: string
  /** The numbers of the orders in the parcel, parted by commas. Absent in print logs, which don't name them. */
  readonly platformOrderIds?: string
  readonly printedAt?: Date
}

const CARRIERS = ['快递公司', '物流公司', '快递公司名称', '快递公司名称/编码']
const ORDERS = ['订单编号', '主订单编号', '交易单号', '订单号']
/** Headings that make a file a list of other things, each of which may also name its waybill. */
const OTHERS = ['退款编号', '异常类型', '货品标题', '京东价']
/** Headings of the platform's order files, which call the waybill 物流单号 as well. */
const ORDER_FILE = ['子订单编号', '支付单号', '买家应付货款', '买家实际支付金额', '买家实付金额']

const signatures: readonly Signature[] = [
  { all: [], oneOf: [['快递单号', '运单号', '电子面单号'], CARRIERS, ORDERS], without: OTHERS },
  { all: ['物流单号'], oneOf: [CARRIERS, ORDERS], without: [...OTHERS, ...ORDER_FILE] },
  { all: ['快递单号', '快递公司', '打印时间'], without: OTHERS },
]

/** The numbers in a cell that may list several orders, each once. */
function orderIds(cell: string, numeric: boolean): string | Fault | undefined {
  const ids = cell.split(/[\s,，、;；|/]+/).filter((id) => !isNothing(id))
  const parsed = ids.map((id) => longId(id, numeric))
  const fault = parsed.find((id) => id instanceof Fault)
  return fault ?? listed(ids)
}

/** One list of several; sorted, so that the same orders give the same key. */
function listed(ids: readonly string[]): string | undefined {
  return ids.length > 0 ? [...new Set(ids)].sort().join(',') : undefined
}

/** Lists of waybills from print tools and the platform: which parcel holds which orders. */
export const waybills: Kind<WaybillRow> = {
  key: 'WAYBILLS',
  label: '快递单列表',
  signatures,
  generations: [
    { name: 'W1', label: '带订单编号的快递单列表', all: [], oneOf: [ORDERS] },
    { name: 'W2', label: '打印记录（不含订单编号）', all: [] },
  ],
  columns: {
    trackingNumber: {
      headings: ['快递单号', '运单号', '电子面单号', '物流单号'],
      parse: waybill,
      need: 'always',
    },
    carrier: text(...CARRIERS),
    platformOrderIds: { headings: ORDERS, parse: orderIds },
    printedAt: moment('打印时间', '打单时间', '发货时间'),
  },
  // All but the first line tell who sends and who receives, which the order's own file tells better.
  unused: names(`
    序号 快递模板 商品名称 商品标题 宝贝标题 我的备注 店铺名称 订单状态 子订单编号
    发件人姓名 发件人地址 发件人公司名称 发件人电话 发件人邮编 收件人姓名 收件人地址 收件人公司名称 收件人电话
    收件人手机 收件人邮编 收货人姓名 收货地址 联系电话 联系手机 买家ID昵称 买家昵称 买家会员名`),
  keyOf: (row) =>
    row.platformOrderIds ? `${row.trackingNumber}#${row.platformOrderIds}` : row.trackingNumber,
  keyLabel: '快递单号',
  groupOf: (cells) => cells.trackingNumber,
  derive: () => ({}),
  contradictions: () => [],
  doubts(row) {
    const found: FieldReason<keyof WaybillRow>[] = []
    if (!row.platformOrderIds)
      found.push({ field: 'platformOrderIds', reason: '没有订单编号，只能按快递单号核对' })
    return found
  },
  // Print tools give each order in a parcel, or each item, a row of its own.
  merge: ([first, ...others]) => ({
    ...first,
    platformOrderIds: listed([first, ...others].flatMap((row) => row.platformOrderIds?.split(',') ?? [])),
  }),
}
