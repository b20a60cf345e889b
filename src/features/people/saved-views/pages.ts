import { formToken } from '../../../web/form.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { nounOf } from '../../../work/house.ts'
import type { SavedView } from './policy.ts'

const home = { label: '视图', href: '/people/saved-views' } satisfies Crumb

/** The address that a view stands for. */
export function addressOf({ list, query }: Pick<SavedView, 'list' | 'query'>): string {
  return query === '' ? list : `${list}?${query}`
}

/** All of one's own views. */
export function listPage(rows: readonly SavedView[]): ListPage {
  return {
    title: '视图',
    breadcrumb: [{ label: '人员' }, { label: '视图' }],
    head: { title: '我的视图', text: '各个列表里保存的筛选、排序和显示的列，只有自己看得到。' },
    table: {
      label: '视图',
      columns: [
        { key: 'name', label: '名称', width: 'wide' },
        { key: 'list', label: '列表' },
        { key: 'created', label: '保存时间' },
      ],
      rows: rows.map((view) => ({
        id: String(view.id),
        label: view.name,
        cells: {
          name: { text: view.name, href: addressOf(view) },
          list: nounOf(view.list.slice(1))?.label ?? view.list,
          created: momentCell(view.createdAt),
        },
        actions: [{ label: '删除', post: `${home.href}/${view.id}/remove`, token: formToken() }],
      })),
      empty: { title: '还没有保存过视图', text: '在任何列表里选好条件，点“视图”并取一个名称。' },
    },
  }
}

/** The name is asked once more when it can't be kept as it was. */
export function savePage(typed: Typed): FormPage {
  const { list } = typed.values
  return {
    title: '保存视图',
    breadcrumb: [home, { label: '保存' }],
    head: { title: '保存视图', text: '把列表现在的筛选、排序和显示的列保存在一个名称下。' },
    form: formOf(
      {
        action: '/people/saved-views',
        submit: '保存',
        cancel: typeof list === 'string' && nounOf(list.slice(1)) ? list : '/people/saved-views',
        token: formToken(),
        fields: [
          field('name', '名称', 'text', '', { required: true, maxLength: 40 }),
          field('list', '列表', 'hidden', ''),
          field('query', '筛选条件', 'hidden', ''),
        ],
      },
      typed,
    ),
  }
}
