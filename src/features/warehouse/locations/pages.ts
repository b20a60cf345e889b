import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { LabelChoice } from '../../../web/labels.ts'
import { labelOf, labelsPage } from '../../../web/labels.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedButton, deedLink, useBadge } from '../../../web/moves.ts'
import type { FormPage, LabelsPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { BEING_COUNTED, piecesOf } from '../stock/blind.ts'
import { misplacedBadges } from '../stock/misplaced.ts'
import type { BalanceRow } from '../stock/queries.ts'
import { KINDS, kindLabels } from './forms.ts'
import { locations } from './noun.ts'
import type { LocationRow } from './queries.ts'

const home = { label: '库位', href: '/warehouse/locations' }
const kinds = KINDS.map((value) => ({ value, label: kindLabels[value] }))

/** The list with its filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly LocationRow[],
  zones: readonly string[],
): ListPage {
  const archived = query.get('archived') === '1'
  const set = ['q', 'zone', 'kind'].some((name) => query.get(name))
  const why = whyNot(locations, actor, 'create', null)
  return {
    title: '库位',
    breadcrumb: [{ label: '仓库' }, { label: '库位' }],
    head: { title: '库位', text: '货架、隔离区和打包待发区。每个库位贴一张条码标签。' },
    table: {
      label: '库位',
      path: query.path,
      keep: query.keep('q', 'zone', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '库位编码' }),
      filters: [
        field('zone', '库区', 'select', query.get('zone') ?? '', {
          options: [{ value: '', label: '全部' }, ...zones.map((value) => ({ value, label: value }))],
        }),
        field('kind', '用途', 'select', query.get('kind') ?? '', {
          options: [{ value: '', label: '全部' }, ...kinds],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, zone: undefined, kind: undefined }) } : {}),
      tabs: [
        { label: '在用', href: query.href({ archived: undefined }), active: !archived },
        { label: '已停用', href: query.href({ archived: '1' }), active: archived },
      ],
      columns: [
        { key: 'code', label: '库位编码', fixed: true },
        { key: 'zone', label: '库区' },
        { key: 'kind', label: '用途' },
        { key: 'goodsClass', label: '存放货品', width: 'wide' },
        { key: 'skus', label: 'SKU', unit: '个', numeric: true },
        { key: 'pieces', label: '现有', unit: '件', numeric: true },
      ],
      rows: rows.map(rowOf),
      create: why
        ? { label: '新增库位', disabledBecause: why }
        : { label: '新增库位', href: '/warehouse/locations/new' },
      tools: [
        {
          ...deedLink(locations, actor, null, 'import', '/orders/imports/new?kind=LOCATIONS'),
          icon: 'file-import',
        },
        {
          label: '打印标签',
          href: `/warehouse/locations/labels${query.href({}).slice(query.path.length)}`,
          icon: 'barcode',
        },
      ],
      empty: set
        ? { title: '没有符合条件的库位', text: '换一个搜索词，或去掉筛选条件。' }
        : {
            title: archived ? '没有停用的库位' : '还没有库位',
            text: '至少需要一个存储库位、一个隔离库位和一个打包待发库位。已有库位表的，用“导入”一次建好。',
          },
    },
  }
}

function rowOf(location: LocationRow): RowView {
  return {
    id: String(location.id),
    label: location.code,
    cells: {
      code: { text: location.code, href: `/warehouse/locations/${location.id}`, mono: true },
      zone: location.zone,
      kind: kindLabels[location.kind],
      goodsClass: location.goodsClass ?? '',
      skus: piecesOf(location, location.skus),
      pieces: piecesOf(location, location.pieces),
    },
  }
}

/** Labels to be stuck on the shelves. */
export function locationLabels(rows: readonly LocationRow[], choice: LabelChoice): LabelsPage {
  return labelsPage(
    '库位标签',
    home,
    rows.map(({ code, zone, goodsClass }) => labelOf(code, [zone, goodsClass])),
    choice,
  )
}

function whatFields(zones: readonly string[], location?: LocationRow): Field[] {
  return [
    field('code', '库位编码', 'text', location?.code ?? '', {
      required: true,
      maxLength: 30,
      width: 'third',
      hint: '字母、数字和短横线，例如 A-01-02',
    }),
    field('zone', '库区', 'text', location?.zone ?? '', {
      required: true,
      maxLength: 30,
      width: 'third',
      datalist: [...zones],
    }),
    field('goodsClass', '存放货品', 'text', location?.goodsClass ?? '', {
      maxLength: 60,
      width: 'third',
      hint: '这里固定放哪一类货品',
    }),
  ]
}

/** The form for a new location. */
export function newPage(zones: readonly string[], typed?: Typed): FormPage {
  return {
    title: '新增库位',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增库位' },
    form: formOf(
      {
        action: '/warehouse/locations',
        submit: '保存',
        cancel: '/warehouse/locations',
        token: formToken(),
        fields: [
          ...whatFields(zones),
          field('kind', '用途', 'select', 'STORAGE', {
            required: true,
            options: kinds,
            width: 'third',
            hint: '保存后不能更改',
          }),
        ],
      },
      typed,
    ),
  }
}

/** The form to change a location. With `typed` after a conflict, both versions are shown. */
export function editPage(
  location: LocationRow,
  zones: readonly string[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/warehouse/locations/${location.id}`
  const fields = whatFields(zones, location)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: location.version, fields },
    typed,
  )
  return {
    title: `修改 ${location.code}`,
    breadcrumb: [home, { label: location.code, href: path }, { label: '修改' }],
    head: { title: '修改库位', text: `${location.code}（${kindLabels[location.kind]}）` },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** A location with what lies there and its history. */
export function showPage(
  actor: Actor,
  query: ListQuery,
  location: LocationRow,
  { rows, next, previous }: Page<BalanceRow>,
  history: readonly HistoryRow[],
): RecordPage {
  const path = `/warehouse/locations/${location.id}`
  return {
    title: location.code,
    breadcrumb: [home, { label: location.code }],
    head: {
      title: `${location.zone} ${kindLabels[location.kind]}库位`,
      number: location.code,
      state: useBadge(location.archivedAt),
      actions: [
        { label: '打印标签', href: `/warehouse/locations/labels?q=${location.code}`, icon: 'barcode' },
        deedLink(locations, actor, location, 'edit', `${path}/edit`),
        location.archivedAt
          ? deedButton(locations, actor, location, 'restore')
          : deedButton(locations, actor, location, 'archive', {
              confirm: { title: '停用库位', text: '停用后不能再放入货品。', submit: '停用' },
            }),
      ],
      facts: [
        { label: '存放货品', value: location.goodsClass ?? '' },
        { label: 'SKU', value: location.hidden ? BEING_COUNTED : `${location.skus} 个` },
        { label: '现有', value: location.hidden ? BEING_COUNTED : `${location.pieces} 件` },
        { label: '新增时间', value: formatMinute(location.createdAt) },
      ],
    },
    tables: [
      {
        id: 'balances',
        title: '存放的货品',
        label: '存放的货品',
        columns: [
          { key: 'sku', label: 'SKU 编码' },
          { key: 'product', label: '货品', width: 'wide' },
          { key: 'quantity', label: '现有', unit: '件', numeric: true },
          { key: 'allocated', label: '待拣', unit: '件', numeric: true },
        ],
        rows: rows.map((balance) => ({
          id: String(balance.skuId),
          label: balance.sku,
          cells: {
            sku: {
              text: balance.sku,
              href: `/warehouse/stock/${balance.skuId}`,
              mono: true,
              badges: misplacedBadges(balance),
            },
            product: balance.product,
            quantity: piecesOf(balance, balance.quantity),
            allocated: piecesOf(balance, balance.allocated),
          },
        })),
        ...(next ? { next: query.href({ page: next }) } : {}),
        ...(previous ? { previous: query.href({ page: previous }) } : {}),
        empty: { title: '这里是空的', text: '入库上架或移库后，货品会显示在这里。' },
      },
    ],
    timeline: timelineOf(locations, history, {
      kind: (value) => kindLabels[value as LocationRow['kind']] ?? '',
    }),
  }
}
