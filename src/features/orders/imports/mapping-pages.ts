import { formToken } from '../../../web/form.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Field, FormSection, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { Kind } from './kinds/kind.ts'
import { questionOf } from './mapping-form.ts'
import type { ImportRow } from './queries.ts'
import { columnsOf, normalizeHeading } from './reading/header.ts'
import type { OutlinedColumn } from './reading/outline.ts'
import { recognitionOf } from './recorded.ts'
import { storedKinds } from './registry.ts'

const pathOf = (row: ImportRow): string => `/orders/imports/${row.id}`

const crumbs = (row: ImportRow): Crumb[] => [
  { label: '导入', href: '/orders/imports' },
  { label: row.number, href: pathOf(row) },
]

/** The column that a field has by its usual headings, or in a mapping that was made before. */
function guessOf(kind: Kind, name: string, columns: readonly OutlinedColumn[], row: ImportRow): string {
  const recognition = recognitionOf(row)
  const said = recognition.kind === kind.key ? recognition.said?.headings[name] : undefined
  const usual = (kind.columns[name]?.headings ?? []).map(normalizeHeading)
  return said ?? usual.find((heading) => columns.some((column) => column.name === heading)) ?? ''
}

/** Which kind a file is that nobody knows: all kinds, with how much of each its columns already tell. */
export function mappedKindsPage(row: ImportRow, columns: readonly OutlinedColumn[]): ListPage {
  const kinds = storedKinds()
    .map(({ kind }) => {
      const fields = columnsOf(kind)
      const lacks = (name: string): boolean => guessOf(kind, name, columns, row) === ''
      return {
        kind,
        told: fields.filter(([name]) => !lacks(name)).length,
        lacking: fields.filter(([name, { need }]) => need === 'always' && lacks(name)),
      }
    })
    .sort((a, b) => b.told - a.told)
  return {
    title: `${row.number} 是哪种文件`,
    breadcrumb: [...crumbs(row), { label: '选择类型' }],
    head: {
      title: `“${row.fileName}”是哪种文件？`,
      text: '选好类型后，说明每一列是什么。只需说一次，以后同样的文件会自动识别。',
    },
    table: {
      label: '文件类型',
      columns: [
        { key: 'kind', label: '类型', fixed: true },
        { key: 'told', label: '已能对上', numeric: true, unit: '列' },
        { key: 'lacking', label: '还要指明的必需列', width: 'wide' },
      ],
      rows: kinds.map(({ kind, told, lacking }) => ({
        id: kind.key,
        cells: {
          kind: { text: kind.label, href: `${pathOf(row)}/map?kind=${kind.key}` },
          told: String(told),
          lacking: lacking.map(([name, column]) => column.headings[0] ?? name).join('、'),
        },
      })),
      empty: { title: '没有能导入的类型', text: '' },
    },
  }
}

/** Which of the file's columns tells what. */
export function mappingPage(
  row: ImportRow,
  kind: Kind,
  columns: readonly OutlinedColumn[],
  typed?: Typed,
): FormPage {
  const options = columns.map(({ name, heading, sample }) => ({
    value: name,
    label: `${heading}（${sample}）`,
  }))
  const question = (name: string, headings: readonly string[], required: boolean): Field =>
    field(questionOf(name), headings[0] ?? name, 'select', guessOf(kind, name, columns, row), {
      options,
      placeholder: required ? '请选择' : '不导入',
      width: 'half',
      required,
    })
  const section = (title: string, text: string, need: 'always' | 'new' | undefined): FormSection[] => {
    const fields = columnsOf(kind)
      .filter(([, column]) => column.need === need)
      .map(([name, { headings }]) => question(name, headings, need === 'always'))
    return fields.length > 0 ? [{ title, text, fields }] : []
  }
  return {
    title: `${row.number} 对应列`,
    breadcrumb: [...crumbs(row), { label: '选择类型', href: `${pathOf(row)}/map` }, { label: kind.label }],
    head: {
      title: `按“${kind.label}”对应列`,
      text: `左边是系统需要的内容，选出“${row.fileName}”里的哪一列是它；括号里是那一列内容的样子。`,
    },
    form: formOf(
      {
        action: `${pathOf(row)}/map`,
        submit: '保存并预览',
        cancel: pathOf(row),
        token: formToken(),
        version: row.version,
        hidden: [{ name: 'kind', value: kind.key }],
        fields: [
          ...section('必需', '没有这些列就不能导入。', 'always'),
          ...section('新建时需要', '没有这些列只能更新系统里已有的记录。', 'new'),
          ...section('其他', '没有的列不用选。', undefined),
        ],
      },
      typed,
    ),
  }
}
