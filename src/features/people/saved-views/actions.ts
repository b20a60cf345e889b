import { personOf } from '../../../actor.ts'
import { orTaken } from '../../../database/unique.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { house } from '../../../work/house.ts'
import { savedViews } from './noun.ts'
import type { SavedView } from './policy.ts'

/** More than one can tell apart in a menu. */
const MOST = 20

export type ViewInput = Pick<SavedView, 'list' | 'name' | 'query'>

/**
 * Keeps a list's address under a name.
 * @throws FieldError for a name that the list's views have already, for one view too many, and for what is no list
 */
export function saveView(act: Act, input: ViewInput): Promise<{ id: number }> {
  return orTaken('name', '这个列表已有同名的视图，请换一个名称', () =>
    deed(act, async (act) => {
      const personId = personOf(act.actor)
      if (personId === null || !isList(input.list)) throw new FieldError({ '': '这个页面不能保存为视图' })
      const { id } = await door.create(savedViews, act, { ...input, personId, createdAt: act.at })
      const count = await act.tx.savedView.count({ where: { personId, list: input.list, removedAt: null } })
      if (count > MOST) throw new FieldError({ name: `每个列表最多保存 ${MOST} 个视图，请先删除不用的` })
      return { id }
    }),
  )
}

/** Removes a view from its owner's menu. */
export async function removeView(act: Act, view: SavedView): Promise<void> {
  await deed(act, async (act) => {
    if (view.removedAt) throw new Conflict('这个视图已经删除了。')
    await door.edit(savedViews, act, view, { removedAt: act.at }, { deed: 'remove' })
  })
}

/** The index of every noun is its list. */
function isList(path: string): boolean {
  return house().nouns.some(({ key }) => path === `/${key}`)
}
