import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Option, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import { imports } from './noun.ts'
import type { ImportRow } from './queries.ts'
import { recognitionOf, shopWords } from './recorded.ts'
import { storedKinds } from './registry.ts'
import { states } from './workflow.ts'

export { isUnderWay, progressPart } from './progress-part.ts'
export { showPage } from './show-page.ts'

/** The states, for the filter. */
export const STATES = Object.keys(states) as (keyof typeof states)[]

/** All imports of the actor's shops, newest first. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly ImportRow[],
  shops: Option[],
): ListPage {
  const filtered = ['q', 'shop', 'state'].some((name) => query.get(name))
  const refused = whyNot(imports, actor, 'create', null)
  const label = '上传文件'
  return {
    title: '导入',
    breadcrumb: [{ label: '订单' }, { label: '导入' }],
    head: { title: '导入', text: '平台导出的文件原样上传，确认之前什么都不会改变。' },
    table: {
      label: '导入',
      path: query.path,
      keep: query.keep('q', 'shop', 'state'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '编号或文件名' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
        field('state', '状态', 'select', query.get('state') ?? '', {
          options: STATES.map((value) => ({ value, label: states[value].label })),
          placeholder: '全部',
        }),
      ],
      ...(filtered ? { reset: query.href({ q: undefined, shop: undefined, state: undefined }) } : {}),
      columns: [
        { key: 'number', label: '编号', fixed: true },
        { key: 'file', label: '文件', width: 'wide' },
        { key: 'kind', label: '类型' },
        { key: 'shop', label: '店铺' },
        { key: 'rows', label: '行数', numeric: true },
        { key: 'new', label: '新增', numeric: true },
        { key: 'changed', label: '有变化', numeric: true },
        { key: 'bad', label: '有问题', numeric: true },
        { key: 'by', label: '上传人' },
        { key: 'at', label: '上传时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: refused ? { label, disabledBecause: refused } : { label, href: '/orders/imports/new' },
      empty: filtered
        ? { title: '没有符合条件的导入', text: '换一个条件试试。' }
        : {
            title: '还没有导入过文件',
            text: '在平台“已卖出的宝贝”里批量导出订单列表和宝贝清单，把下载到的文件原样上传。',
            ...(refused ? {} : { action: { label, href: '/orders/imports/new', tone: 'primary' as const } }),
          },
    },
  }
}

function rowOf(row: ImportRow): RowView {
  const href = `/orders/imports/${row.id}`
  return {
    id: String(row.id),
    label: row.number,
    cells: {
      number: { text: row.number, href, mono: true },
      file: { text: row.fileName, href },
      kind: recognitionOf(row).label,
      shop: shopWords(row),
      rows: String(row.rowCount),
      new: String(row.newCount),
      changed: String(row.changedCount),
      bad: row.badCount > 0 ? { text: String(row.badCount), tone: 'danger' } : '0',
      by: row.createdByName ?? '系统',
      at: momentCell(row.createdAt),
      state: { text: '', badge: stateBadge(imports, row.state) },
    },
  }
}

/** The form that takes files. */
export function newPage(shops: Option[], typed?: Typed): FormPage {
  const kinds = storedKinds()
    .map(({ kind }) => kind.label)
    .join('、')
  return {
    title: '导入文件',
    breadcrumb: [{ label: '导入', href: '/orders/imports' }, { label: '上传文件' }],
    head: { title: '导入文件', text: `能识别：${kinds}。不用改列名，不用另存；先预览，确认后才生效。` },
    form: formOf(
      {
        action: '/orders/imports',
        submit: '上传并预览',
        cancel: '/orders/imports',
        token: formToken(),
        multipart: true,
        fields: [
          field('shopId', '店铺', 'select', shops.length === 1 ? (shops[0]?.value ?? '') : '', {
            options: shops,
            placeholder: '请选择',
            width: 'half',
            hint: '库位和库存文件不分店铺，不用选',
          }),
          field('files', '文件', 'file', '', {
            required: true,
            multiple: true,
            accept: '.csv,.tsv,.txt,.xlsx,.xls,.html,.htm,.zip',
            hint: '可以一次选择多个文件，例如同一批订单的列表和宝贝清单；压缩包（ZIP）里只能有一个表格',
          }),
        ],
      },
      typed,
    ),
  }
}
