import type { Actor } from '../../../../actor.ts'
import { boundedCount } from '../../../../lib/paging.ts'
import type { ListQuery } from '../../../../web/list.ts'
import { deedLink, stateBadge } from '../../../../web/moves.ts'
import type { ListPage } from '../../../../web/pages.ts'
import type { Option, RowView } from '../../../../web/parts.ts'
import { field } from '../../../../web/parts.ts'
import { whyNot } from '../../../../work/nouns.ts'
import { returns } from '../noun.ts'
import type { Part, ReturnRow } from '../queries.ts'
import { PARTS } from '../queries.ts'
import { goodsOf, resultOf, sourceOf, timeOf } from '../words.ts'

const partLabels: Record<Part, string> = {
  arrived: '待验收',
  expected: '待寄回',
  overdue: '寄回未到',
  settled: '已验收',
  cancelled: '已取消',
}

const empties: Record<Part, string> = {
  arrived: '包裹到仓后，在退货台扫运单即登记到货并开始验收。',
  expected: '导入退款单后，同意退货的会自动出现在这里；也可以手工登记。',
  overdue: '买家寄回后太久没有到仓的会列在这里，请联系快递或买家。',
  settled: '验收完成的退货会列在这里。',
  cancelled: '买家撤销退货后，退货单会自动取消。',
}

/** What the list shows beside its filter. */
export interface Listed {
  readonly rows: readonly ReturnRow[]
  readonly counts: Record<Part, number>
  readonly shops: readonly Option[]
  readonly overdue: Date
  readonly now: Date
}

/** The list of what comes back. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  { rows, counts, shops, overdue, now }: Listed,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'arrived'
  const why = whyNot(returns, actor, 'create', null)
  return {
    title: '退货',
    breadcrumb: [{ label: '仓库' }, { label: '退货' }],
    head: {
      title: '退货',
      text: '包裹到仓后扫运单，逐件判定良品、次品、错件；良品回到库存，其余进入隔离区。',
      actions: [deedLink(returns, actor, null, 'receive', '/warehouse/returns/desk')].map((one) => ({
        ...one,
        label: '打开退货台',
      })),
    },
    table: {
      label: '退货单',
      path: query.path,
      keep: query.keep('q', 'shop'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: '退货单号、运单号、订单号或退款编号',
      }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', {
          options: [{ value: '', label: '全部' }, ...shops],
        }),
      ],
      ...(query.get('q') || query.get('shop')
        ? { reset: query.href({ q: undefined, shop: undefined }) }
        : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '退货单', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'source', label: '订单' },
        { key: 'goods', label: '应退货品', width: 'wide' },
        { key: 'type', label: '类型' },
        { key: 'waybill', label: '退回运单' },
        { key: 'time', label: '时间' },
        { key: 'result', label: '验收结果', unit: '件' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => rowOf(row, overdue, now)),
      create: why
        ? { label: '登记退货', disabledBecause: why }
        : { label: '登记退货', href: '/warehouse/returns/new' },
      empty: { title: `没有${partLabels[part]}的退货`, text: empties[part] },
    },
  }
}

function rowOf(row: ReturnRow, overdue: Date, now: Date): RowView {
  return {
    id: String(row.id),
    label: row.number,
    cells: {
      number: { text: row.number, href: `/warehouse/returns/${row.id}`, mono: true },
      shop: row.shopName,
      source: sourceOf(row),
      goods: goodsOf(row),
      type: { text: row.type ?? '手工登记', ...(row.reason ? { sub: row.reason } : {}) },
      waybill: { text: row.trackingNumber ?? '', mono: true, ...(row.carrier ? { sub: row.carrier } : {}) },
      time: timeOf(row, overdue, now),
      result: resultOf(row),
      state: { text: '', badge: stateBadge(returns, row.state) },
    },
  }
}
