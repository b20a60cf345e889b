import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Alert, Badge, Facts, TableView } from '../../../web/parts.ts'
import { momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { Wording } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { deedLabel, whyNot } from '../../../work/nouns.ts'
import type { Contact } from '../buyers/redact.ts'
import { addressDoubtLabel, statusBadge, yuan } from './cells.ts'
import { linesTable } from './lines-table.ts'
import type { LineRow } from './lines.ts'
import { orders } from './noun.ts'
import type { OrderRow } from './queries.ts'
import { orderStates, refundStates } from './words.ts'

/** All that an order's page is made of. */
export interface OrderParts {
  order: OrderRow
  lines: LineRow[]
  /** Tables of later departments: shipments, tickets. */
  tables: TableView[]
  /** How far it is by a later department's knowledge; counts until the platform has caught up. */
  state: Badge | undefined
  history: HistoryRow[]
  /** Who the buyer is, for this one page; absent: masked. */
  revealed?: Contact
}

/** An order with its facts, goods and history. */
export function showPage(
  actor: Actor,
  { order, lines, tables, state, history, revealed }: OrderParts,
): RecordPage {
  const waits = order.status === 'PAID' || order.status === 'PART_SHIPPED'
  return {
    title: `订单 ${order.platformOrderId}`,
    breadcrumb: [{ label: '订单', href: '/orders/orders' }, { label: order.platformOrderId }],
    head: {
      title: '订单',
      number: order.platformOrderId,
      state: (waits && state) || statusBadge(order.status),
      actions: actionsOf(actor, order),
      facts: [
        { label: '店铺', value: order.shopName },
        { label: '平台状态', value: order.platformStatus },
        { label: '实付', value: order.paidFen === null ? '' : `${yuan(order.paidFen)} 元` },
        { label: '付款时间', value: momentCell(order.paidAt) },
        { label: '物流', value: [order.carrier, order.trackingNumber].filter(Boolean).join(' ') },
      ],
    },
    alerts: alertsOf(order),
    facts: [buyerFacts(order, revealed), wordsFacts(order, revealed), moneyFacts(order), timeFacts(order)],
    tables: [linesTable(lines), ...tables],
    // Revealed is one answer at an address that can't be opened: nothing leads on from it.
    timeline: { ...timelineOf(orders, history, wording), ...(revealed ? { more: undefined } : {}) },
  }
}

function actionsOf(actor: Actor, order: OrderRow): Action[] {
  const refused = whyNot(orders, actor, 'reveal', order)
  const nobody = order.erasedAt ? '买家信息已按规定清除' : order.hasContact ? undefined : '文件里没有买家信息'
  const disabledBecause = refused ?? nobody
  return [
    {
      label: deedLabel(orders, 'reveal'),
      post: `/orders/orders/${order.id}/reveal`,
      token: formToken(),
      asks: 'remark?',
      icon: 'eye',
      confirm: {
        title: '查看买家信息',
        text: '姓名、电话和地址只在下一页显示一次，查看会留下记录。',
        submit: '查看',
      },
      ...(disabledBecause ? { disabledBecause } : {}),
    },
    ...(order.reviewId
      ? [{ label: '订单审核', href: `/orders/reviews/${order.reviewId}`, icon: 'checkup-list' }]
      : []),
  ]
}

function alertsOf(order: OrderRow): Alert[] {
  const alerts: Alert[] = []
  if (order.reviewState === 'HELD') {
    alerts.push({
      tone: 'warning',
      text: '这个订单等待审核，放行之前仓库不会发货。',
      action: { label: '去审核', href: `/orders/reviews/${order.reviewId}` },
    })
  }
  if (order.refund === 'APPLIED' || order.refund === 'AGREED') {
    alerts.push({ tone: 'danger', text: '买家申请了退款，申请退款的商品不会发货。' })
  }
  return alerts
}

function buyerFacts(order: OrderRow, revealed: Contact | undefined): Facts {
  const doubt = addressDoubtLabel(order.addressDoubt)
  const address = (revealed ? revealed.address : order.maskedAddress) ?? ''
  return {
    title: revealed ? '买家信息（仅本页显示，请勿截图外传）' : '买家信息',
    facts: [
      {
        label: '会员名',
        value:
          order.buyerId === null
            ? ((revealed ? revealed.nick : order.maskedNick) ?? '')
            : {
                text: (revealed ? revealed.nick : order.maskedNick) ?? '—',
                href: `/orders/orders?part=all&buyer=${order.buyerId}`,
                title: '这位买家的全部订单',
              },
      },
      { label: '收货人', value: (revealed ? revealed.name : order.maskedName) ?? '' },
      { label: '电话', value: (revealed ? revealed.phone : order.maskedPhone) ?? '' },
      {
        label: '收货地址',
        value: doubt ? { text: address, badge: { label: doubt, tone: 'warning' } } : address,
        wide: true,
      },
    ],
  }
}

function wordsFacts(order: OrderRow, revealed: Contact | undefined): Facts {
  return {
    title: '留言与备注',
    facts: [
      { label: '买家留言', value: revealed?.message ?? order.buyerMessage ?? '', wide: true },
      { label: '卖家备注', value: revealed?.memo ?? order.sellerMemo ?? '', wide: true },
      { label: '旗帜', value: order.flag ?? '' },
      { label: '备注标签', value: order.tags ?? '' },
      { label: '平台提示', value: order.exception ?? '' },
      { label: '关闭原因', value: order.closeReason ?? '' },
    ],
  }
}

function moneyFacts(order: OrderRow): Facts {
  const money = (label: string, fen: number | null): Facts['facts'][number] => ({
    label,
    value: fen === null ? '' : `${yuan(fen)} 元`,
  })
  return {
    title: '金额',
    facts: [
      money('应付货款', order.goodsAmountFen),
      money('应付邮费', order.shippingFeeFen),
      money('总金额', order.totalFen),
      money('实付', order.paidFen),
      money('退款', order.refundFen),
      money('打款', order.settledFen),
      { label: '支付单号', value: order.paymentId ? { text: order.paymentId, mono: true } : '' },
    ],
  }
}

function timeFacts(order: OrderRow): Facts {
  return {
    title: '时间',
    facts: [
      { label: '下单', value: momentCell(order.orderedAt) },
      { label: '付款', value: momentCell(order.paidAt) },
      { label: '应发货', value: momentCell(order.shipDueAt) },
      { label: '发货', value: momentCell(order.shippedAt) },
      { label: '确认收货', value: momentCell(order.finishedAt) },
      { label: '数据截至', value: momentCell(order.exportedAt) },
    ],
  }
}

const fen = (value: unknown): string => (typeof value === 'number' ? `${yuan(value)} 元` : '')
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

interface LineThen {
  ordinal: number
  code?: string
  title: string
  quantity: number
  status: keyof typeof orderStates
  refundStatus: keyof typeof refundStates
}

function lineWords(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return (value as LineThen[])
    .map(({ ordinal, code, title, quantity, status, refundStatus }) => {
      const refund = refundStatus === 'NONE' ? '' : `，${refundStates[refundStatus].label}`
      return `${ordinal}. ${code ?? title} × ${quantity}（${orderStates[status].label}${refund}）`
    })
    .join('；')
}

/** History keeps keys and fen; people read words and yuan. */
const wording: Wording = {
  status: (value) => orderStates[value as keyof typeof orderStates]?.label ?? text(value),
  lines: lineWords,
  ...Object.fromEntries(
    ['goodsAmountFen', 'shippingFeeFen', 'totalFen', 'paidFen', 'refundFen', 'settledFen'].map((name) => [
      name,
      fen,
    ]),
  ),
}
