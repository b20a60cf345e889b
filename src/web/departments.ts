import type { Actor } from '../actor.ts'
import { groupBy } from '../lib/groups.ts'
import type { Noun, Subject } from '../work/nouns.ts'
import { allowed } from '../work/nouns.ts'
import type { MenuDepartment, MenuItem } from './parts.ts'
import type { Door } from './routing.ts'

/** A noun with its doors, as the application is given it. */
export interface Entry {
  readonly noun: Noun
  readonly routes: readonly Door[]
  /** The word in the menu; absent: reached from other pages only. */
  readonly menu?: string
  /** The part of the department's menu it stands in, where the menu is too long to be read at a glance. */
  readonly group?: string
  /** Rows by id through the actor's eyes, so that 待办 can offer moves in the row. */
  find?(actor: Actor, ids: readonly number[]): Promise<(Subject & { state: string })[]>
  /** For records that are dealt with in bulk: where those stand together whose work items are of a kind. */
  list?(kind: string): string
}

export interface Department {
  readonly key: string
  readonly label: string
  readonly icon: string
  readonly entries: readonly Entry[]
}

/** The departments and nouns whose lists the actor may open. */
export function menuFor(departments: readonly Department[], actor: Actor, path: string): MenuDepartment[] {
  return departments.flatMap(({ key, label, icon, entries }) => {
    const open = entries.filter(({ noun, menu }) => menu !== undefined && allowed(noun, actor, 'list', null))
    const groups = [...groupBy(open, ({ group }) => group)].map(([word, inGroup]) => ({
      ...(word === undefined ? {} : { label: word }),
      items: inGroup.map((entry) => itemOf(entry, path)),
    }))
    const active = groups.some(({ items }) => items.some((item) => item.active))
    return open.length > 0 ? [{ key, label, icon, groups, active }] : []
  })
}

function itemOf({ noun, menu = '' }: Entry, path: string): MenuItem {
  const href = `/${noun.key}`
  return { label: menu, href, active: path === href || path.startsWith(`${href}/`) }
}
