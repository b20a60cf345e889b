import type { Actor } from '../../../../actor.ts'
import { formatMinute } from '../../../../lib/dates.ts'
import { boundedCount } from '../../../../lib/paging.ts'
import { formToken } from '../../../../web/form.ts'
import type { ListQuery } from '../../../../web/list.ts'
import { stateBadge } from '../../../../web/moves.ts'
import type { ListPage } from '../../../../web/pages.ts'
import type { Action, Column, Option, PostAction, RowView } from '../../../../web/parts.ts'
import { field } from '../../../../web/parts.ts'
import { deedLabel, whyNot, needed } from '../../../../work/nouns.ts'
import { CARRIERS } from '../carriers.ts'
import { shipments } from '../noun.ts'
import type { Part, ShipmentRow } from '../queries.ts'
import { PARTS } from '../queries.ts'
import { states } from '../workflow.ts'
import { countdown, goodsOf, orderNumbers } from '../words.ts'

const partLabels: Record<Part, string> = {
  open: '全部未发',
  late: '紧急与超时',
  ready: states.READY.label,
  'out-of-stock': states.OUT_OF_STOCK.label,
  picking: states.PICKING.label,
  picked: states.PICKED.label,
  packed: states.PACKED.label,
  stopped: states.STOPPED.label,
  shipped: states.SHIPPED.label,
  cancelled: states.CANCELLED.label,
}

/** What the list of parcels shows. */
export interface Listed {
  readonly rows: readonly ShipmentRow[]
  readonly counts: Record<Part, number>
  readonly shops: Option[]
  readonly now: Date
}

const FILTERS = ['q', 'shop', 'carrier', 'confirmed'] as const

/** The list of parcels with its tabs, filters and deeds on the selected ones. */
export function listPage(actor: Actor, query: ListQuery, { rows, counts, shops, now }: Listed): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const set = FILTERS.some((name) => query.get(name)) || query.get('wave')
  const none = { value: '', label: '全部' }
  const options = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }))
  return {
    title: '发货单',
    breadcrumb: [{ label: '仓库' }, { label: '发货单' }],
    head: {
      title: '发货单',
      text: '一张发货单就是一个包裹：从订单生成，经波次拣货、验货打包、交接快递，到平台确认。',
    },
    table: {
      label: '发货单',
      path: query.path,
      keep: query.keep(...FILTERS, 'wave'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: '发货单号、运单号或订单号',
      }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: [none, ...shops] }),
        field('carrier', '快递', 'select', query.get('carrier') ?? '', {
          options: [none, ...options(CARRIERS)],
        }),
        ...(part === 'shipped'
          ? [
              field('confirmed', '平台确认', 'select', query.get('confirmed') ?? '', {
                options: [none, { value: 'no', label: '未确认' }],
              }),
            ]
          : []),
      ],
      ...(set
        ? { reset: query.href(Object.fromEntries([...FILTERS, 'wave'].map((name) => [name, undefined]))) }
        : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: columnsOf(part),
      rows: rows.map((row) => rowOf(row, now)),
      batch: batchOf(actor, part),
      tools: toolsOf(actor),
      empty: set ? { title: '没有符合条件的发货单', text: '换一个搜索词，或去掉筛选条件。' } : emptyOf(part),
    },
  }
}

function columnsOf(part: Part): Column[] {
  const ended = part === 'shipped' || part === 'cancelled'
  return [
    { key: 'number', label: '发货单', fixed: true },
    { key: 'due', label: ended ? '时效' : '剩余时间' },
    { key: 'goods', label: '商品', width: 'wide' },
    { key: 'orders', label: '订单' },
    { key: 'shop', label: '店铺' },
    { key: 'wave', label: '波次' },
    { key: 'waybill', label: '运单' },
    { key: 'state', label: '状态' },
    ...(part === 'shipped'
      ? [
          { key: 'shipped', label: '发货时间' },
          { key: 'confirmed', label: '平台确认' },
        ]
      : []),
  ]
}

function rowOf(row: ShipmentRow, now: Date): RowView {
  return {
    id: String(row.id),
    label: row.number,
    ...(row.state === 'STOPPED' ? { tone: 'danger' as const } : {}),
    cells: {
      number: { text: row.number, href: `/warehouse/shipments/${row.id}`, mono: true },
      due: countdown(row, now),
      goods: goodsOf(row),
      orders: orderNumbers(row),
      shop: row.shopName,
      wave: row.waveNumber
        ? { text: row.waveNumber, href: `/warehouse/waves/${row.waveId}`, mono: true }
        : '',
      waybill: row.trackingNumber ? { text: row.trackingNumber, sub: row.carrier ?? '', mono: true } : '',
      state: {
        text: '',
        badge: stateBadge(shipments, row.state),
        ...(row.warning ? { sub: row.warning } : {}),
      },
      shipped: row.shippedAt ? formatMinute(row.shippedAt) : '',
      confirmed: row.confirmedAt ? formatMinute(row.confirmedAt) : { text: '未确认', tone: 'warning' },
    },
  }
}

function batchOf(actor: Actor, part: Part): PostAction[] {
  const button = (deed: string, label: string, post: string, more: Partial<PostAction>): PostAction => {
    // Rights on rows of a shop are asked for each row; here it's only whether the duty is held at all.
    const rule = shipments.policy[deed]
    const held = actor.kind === 'system' || !rule || rule.duties.some((duty) => actor.duties.has(duty))
    return {
      label,
      post,
      token: formToken(),
      ...more,
      ...(held ? {} : { disabledBecause: needed(rule, actor) }),
    }
  }
  const cancel = button('cancel', '取消发货单', '/warehouse/shipments/cancel', {
    asks: 'remark',
    tone: 'danger',
  })
  if (part === 'out-of-stock') return [cancel]
  if (part !== 'ready') return []
  return [
    button('release', '放行波次', '/warehouse/waves', { asks: 'remark?', tone: 'primary' }),
    button('join', '合单', '/warehouse/shipments/join', {}),
    cancel,
  ]
}

function toolsOf(actor: Actor): Action[] {
  const button = (deed: string, icon: string): Action => {
    const why = whyNot(shipments, actor, deed, null)
    const label = deedLabel(shipments, deed)
    return why
      ? { label, icon, disabledBecause: why }
      : { label, icon, post: `/warehouse/shipments/${deed}`, token: formToken() }
  }
  return [
    { label: '波次建议', icon: 'shopping-cart-plus', href: '/warehouse/waves/new' },
    button('plan', 'refresh'),
    button('retry', 'package-import'),
  ]
}

function emptyOf(part: Part): ListPage['table']['empty'] {
  if (part === 'shipped' || part === 'cancelled') {
    return { title: '这里还没有发货单', text: '发出或取消的发货单会留在这里。' }
  }
  if (part === 'open') {
    return {
      title: '没有要发的包裹',
      text: '导入订单并审核后，系统会自动生成发货单。',
      action: { label: '导入订单', href: '/orders/imports' },
    }
  }
  return { title: `没有${partLabels[part]}的发货单`, text: '其他状态的发货单请看上方的标签。' }
}
