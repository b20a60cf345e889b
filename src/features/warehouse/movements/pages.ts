import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Column } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import type { MovementRow } from './queries.ts'
import { columns, rowOf } from './rows.ts'
import { reasonLabels } from '../stock/reasons.ts'

/** Parameters that the filter form sends itself. */
export const FILTERS = ['sku', 'location', 'reason', 'paper', 'person', 'from', 'to'] as const

const [time, ...others] = columns as [Column, ...Column[]]

/** All movements, newest first. */
export function listPage(query: ListQuery, rows: readonly MovementRow[]): ListPage {
  const set = FILTERS.some((name) => query.get(name) !== undefined)
  const value = (name: (typeof FILTERS)[number]): string => query.get(name) ?? ''
  return {
    title: '出入流水',
    breadcrumb: [{ label: '仓库' }, { label: '出入流水' }],
    head: {
      title: '出入流水',
      text: '库存的每一次变化：哪个 SKU、哪个库位、多少件、为什么、哪张单据、谁做的。不能修改。',
    },
    table: {
      label: '出入流水',
      path: query.path,
      keep: query.keep(...FILTERS),
      filters: [
        field('sku', 'SKU', 'text', value('sku'), { placeholder: '编码或条码' }),
        field('location', '库位', 'text', value('location')),
        field('reason', '原因', 'select', value('reason'), {
          options: [
            { value: '', label: '全部' },
            ...Object.entries(reasonLabels).map(([value, label]) => ({ value, label })),
          ],
        }),
        field('paper', '单据', 'text', value('paper'), { placeholder: '完整单号' }),
        field('person', '经手人', 'text', value('person'), { placeholder: '姓名或工号' }),
        field('from', '从', 'date', value('from')),
        field('to', '到', 'date', value('to')),
      ],
      ...(set ? { reset: query.href(Object.fromEntries(FILTERS.map((name) => [name, undefined]))) } : {}),
      columns: [{ ...time, fixed: true }, { key: 'sku', label: 'SKU 编码' }, ...others],
      rows: rows.map(rowOf),
      empty: {
        title: set ? '没有符合条件的流水' : '还没有出入流水',
        text: set ? '核对编码、单号和日期，或去掉一个条件。' : '每一次入库、打包、交快递都会记在这里。',
      },
    },
  }
}
