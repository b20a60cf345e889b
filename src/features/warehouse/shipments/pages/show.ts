import type { Actor } from '../../../../actor.ts'
import { formatMinute, formatSecond } from '../../../../lib/dates.ts'
import { deedButton, deedLink, moveActions, stateBadge } from '../../../../web/moves.ts'
import type { RecordPage } from '../../../../web/pages.ts'
import type { Action, Alert, Facts, TableView } from '../../../../web/parts.ts'
import { photoAction, photosView } from '../../../../web/photos.ts'
import { timelineOf } from '../../../../web/timeline.ts'
import type { HistoryRow } from '../../../../work/history.ts'
import { allowed, isTime } from '../../../../work/nouns.ts'
import type { PhotoRow } from '../../../../work/photos.ts'
import { orderStates, refundStates } from '../../../orders/orders/words.ts'
import type { LineRow, MovementRow, OrderRow, ScanRow } from '../contents.ts'
import { shipments } from '../noun.ts'
import type { ShipmentView } from '../parts.ts'
import type { ShipmentRow } from '../queries.ts'
import type { moves } from '../workflow.ts'
import { countdown, home } from '../words.ts'

/** A parcel with all that is known of it. */
export interface Shown {
  readonly row: ShipmentRow
  readonly lines: readonly LineRow[]
  readonly orders: readonly OrderRow[]
  readonly scans: readonly ScanRow[]
  readonly movements: readonly MovementRow[]
  /** What other nouns know of it. */
  readonly more: ShipmentView
  readonly photos: readonly PhotoRow[]
  readonly history: readonly HistoryRow[]
  readonly now: Date
}

/** A parcel's page: what must be minded first, then goods, orders, and the evidence of packing. */
export function showPage(actor: Actor, shown: Shown): RecordPage {
  const { row, lines, orders, scans, movements, more, photos, history, now } = shown
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: '发货单',
      number: row.number,
      state: stateBadge(shipments, row.state),
      actions: [...actionsOf(actor, row), ...more.actions],
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '时效', value: countdown(row, now) },
        { label: '最晚发货', value: formatMinute(row.shipBy) },
        {
          label: '波次',
          value: row.waveNumber
            ? { text: row.waveNumber, href: `/warehouse/waves/${row.waveId}`, mono: true }
            : '',
        },
        { label: '快递', value: row.carrier ?? '' },
        {
          label: '运单号',
          value: row.trackingNumber ? { text: row.trackingNumber, mono: true, copy: true } : '',
        },
      ],
    },
    alerts: alertsOf(actor, row, orders),
    facts: [packingFacts(row)],
    tables: [
      linesTable(lines),
      ordersTable(orders),
      ...more.tables,
      ...(scans.length > 0 ? [scansTable(scans)] : []),
      ...(movements.length > 0 ? [movementsTable(movements)] : []),
    ],
    photos: photosView(shipments.key, row.id, photos),
    timeline: timelineOf(shipments, history),
  }
}

const UNBINDING = {
  title: '解除运单号',
  text: '换了面单才需要解除。之后打包时扫到的面单会登记到这张发货单。',
  submit: '解除',
}

/** The moves made at a desk; of the two ways to resume only the one that fits. */
function actionsOf(actor: Actor, row: ShipmentRow): Action[] {
  const other: keyof typeof moves = row.pickedAt === null ? 'resume' : 'resume-picking'
  const path = `/warehouse/shipments/${row.id}`
  const more = (deed: 'split' | 'gift'): Action[] =>
    isTime(shipments, deed, row) ? [deedLink(shipments, actor, row, deed, `${path}/${deed}`)] : []
  return [
    ...moveActions(shipments, actor, row, other),
    ...more('split'),
    ...more('gift'),
    ...(row.trackingNumber !== null && isTime(shipments, 'unbind', row)
      ? [deedButton(shipments, actor, row, 'unbind', { confirm: UNBINDING })]
      : []),
    { label: '打印装箱单', href: `${path}/slip`, icon: 'printer' },
    { label: '打包记录', href: `${path}/evidence`, icon: 'file-search' },
    photoAction(shipments, actor, row),
  ]
}

/** Words of buyers, sellers and reviewers, large: whoever packs must not overlook them. */
function alertsOf(actor: Actor, row: ShipmentRow, orders: readonly OrderRow[]): Alert[] {
  const alerts: Alert[] = []
  if (row.warning) alerts.push({ tone: 'danger', title: '已拦截', text: row.warning })
  const say = (title: string, tone: Alert['tone'], pick: (order: OrderRow) => string | null): void => {
    for (const order of orders) {
      const text = pick(order)
      if (text)
        alerts.push({ tone, title: orders.length > 1 ? `${title} · ${order.platformOrderId}` : title, text })
    }
  }
  say('发货要求', 'warning', ({ instruction }) => instruction)
  say('卖家备注', 'warning', ({ sellerMemo }) => sellerMemo)
  say('买家留言', 'info', ({ buyerMessage }) => buyerMessage)
  say('平台提示', 'warning', ({ exception }) => exception)
  const different = orders.filter(({ trackingNumber }) => trackingNumber && !row.confirmedAt)
  if (row.state === 'SHIPPED' && different.length > 0) {
    alerts.push({
      tone: 'warning',
      title: '核对运单',
      text: '平台上的运单号与本包裹不一致。更正平台后重新导入订单；或确认无误后在此登记。',
      items: different.map(({ platformOrderId, trackingNumber }) => ({
        text: `${platformOrderId}：${trackingNumber ?? ''}`,
      })),
      ...(allowed(shipments, actor, 'settle', row)
        ? {
            action: {
              label: '核对运单无误',
              href: `/warehouse/shipments/${row.id}/settle`,
            },
          }
        : {}),
    })
  }
  return alerts
}

function packingFacts(row: ShipmentRow): Facts {
  const moment = (date: Date | null): string => (date ? formatMinute(date) : '')
  return {
    title: '进度',
    facts: [
      { label: '生成', value: formatMinute(row.createdAt) },
      { label: '拣货完成', value: moment(row.pickedAt) },
      { label: '验货', value: `${row.checked} / ${row.pieces} 件` },
      { label: '打包', value: moment(row.packedAt) },
      { label: '打包人', value: row.packerName ?? '' },
      { label: '交接快递', value: moment(row.shippedAt) },
      { label: '平台确认', value: moment(row.confirmedAt) },
    ],
  }
}

function linesTable(lines: readonly LineRow[]): TableView {
  return {
    id: 'lines',
    title: '商品',
    label: '商品',
    columns: [
      { key: 'code', label: 'SKU' },
      { key: 'product', label: '商品', width: 'wide' },
      { key: 'places', label: '拣货库位' },
      { key: 'order', label: '订单' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'checked', label: '已验', unit: '件', numeric: true },
    ],
    rows: lines.map((line) => ({
      id: String(line.id),
      label: line.code,
      cells: {
        code: { text: line.code, href: `/catalog/skus/${line.skuId}`, mono: true },
        product: { text: line.product, sub: [line.color, line.size].filter(Boolean).join(' ') },
        places: { text: line.places.join('、'), mono: true },
        order:
          line.orderNumber === null
            ? { text: '', badge: { label: '赠品', tone: 'info' } }
            : { text: line.orderNumber, href: `/orders/orders/${line.orderId}`, mono: true },
        quantity: String(line.quantity),
        checked: String(line.checked),
      },
    })),
    empty: { title: '没有商品', text: '这张发货单的商品已转到其他发货单。' },
  }
}

function ordersTable(orders: readonly OrderRow[]): TableView {
  return {
    id: 'orders',
    title: '订单',
    label: '订单',
    columns: [
      { key: 'number', label: '订单号' },
      { key: 'buyer', label: '收货人' },
      { key: 'address', label: '地址', width: 'wide' },
      { key: 'paid', label: '付款时间' },
      { key: 'state', label: '平台状态' },
      { key: 'waybill', label: '平台运单号' },
    ],
    rows: orders.map((order) => ({
      id: String(order.id),
      label: order.platformOrderId,
      cells: {
        number: { text: order.platformOrderId, href: `/orders/orders/${order.id}`, mono: true, copy: true },
        buyer: order.maskedName ?? '',
        address: order.maskedAddress ?? '',
        paid: order.paidAt ? formatMinute(order.paidAt) : '',
        state: stateCell(order),
        waybill: order.trackingNumber ? { text: order.trackingNumber, mono: true } : '',
      },
    })),
    empty: { title: '没有订单', text: '只有赠品的发货单没有订单。' },
  }
}

function stateCell({ status, refund, review }: OrderRow): TableView['rows'][number]['cells'][string] {
  if (refund !== 'NONE' && refund !== 'CLOSED') return { text: '', badge: refundStates[refund] }
  return { text: '', badge: orderStates[status], ...(review === 'HELD' ? { sub: '待审核' } : {}) }
}

function scansTable(scans: readonly ScanRow[]): TableView {
  return {
    id: 'scans',
    title: '扫描记录',
    label: '扫描记录',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'code', label: '扫到' },
      { key: 'answer', label: '结果', width: 'wide' },
      { key: 'who', label: '扫描人' },
    ],
    rows: scans.map((scan) => ({
      id: scan.id,
      cells: {
        at: formatSecond(scan.scannedAt),
        code: { text: scan.code, mono: true },
        answer: scan.wrong ? { text: scan.answer, tone: 'danger' } : scan.answer,
        who: { text: scan.personName, sub: scan.deviceName },
      },
    })),
    empty: { title: '还没有扫描', text: '验货打包时的每次扫描会留在这里。' },
  }
}

function movementsTable(rows: readonly MovementRow[]): TableView {
  return {
    id: 'movements',
    title: '库存流水',
    label: '库存流水',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'code', label: 'SKU' },
      { key: 'location', label: '库位' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'reason', label: '原因' },
      { key: 'who', label: '经手人' },
    ],
    rows: rows.map((row) => ({
      id: row.id.toString(),
      cells: {
        at: formatSecond(row.at),
        code: { text: row.code, mono: true },
        location: { text: row.location, mono: true },
        quantity: row.quantity > 0 ? `+${row.quantity}` : String(row.quantity),
        reason: row.reason === 'PACK' ? '打包' : '拆包',
        who: row.personName ?? '系统',
      },
    })),
    empty: { title: '还没有流水', text: '打包后货品转入打包区。' },
  }
}
