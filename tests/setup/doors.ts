import { departments } from '../../src/house/departments.ts'
import type { Entry } from '../../src/web/departments.ts'
import type { Door } from '../../src/web/routing.ts'
import { MOVE } from '../../src/web/routing.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { matrix } from '../matrix/matrix.ts'
import type { Rights } from '../matrix/words.ts'
import type { Member } from './cast.ts'
import { MEMBERS } from './cast.ts'

/** All nouns with their doors: what tests of the whole house walk through, so that new ones are covered by themselves. */
export const entries: readonly Entry[] = departments.flatMap((department) => department.entries)

/** A noun's part of the matrix. */
export function rightsOf(noun: Noun): Rights {
  const rights = matrix[noun.key]
  if (!rights) throw new Error(`tests/matrix says nothing about ${noun.key}`)
  return rights
}

/** `GET /people/tasks/:id`, as tables of the tests call a door. */
export function doorName(noun: Noun, { method, path }: Door): string {
  return `${method.toUpperCase()} /${noun.key}${path === '/' ? '' : path}`
}

/** The address of a door with the values of the matrix; `:id` and `:move` stay where they aren't given. */
export function addressOf(noun: Noun, { path }: Door, id?: number | string): string {
  let address = `/${noun.key}${path === '/' ? '' : path}`
  for (const [name, value] of Object.entries(rightsOf(noun).doors ?? {}))
    address = address.replace(name, value)
  return id === undefined ? address : address.replace(':id', String(id))
}

/** The members who get through a door, in the order of the cast; for the door of moves: who may make any of them. */
export function whoMay(noun: Noun, { path, deed }: Door): Member[] {
  const { sees, may } = rightsOf(noun)
  const deeds = deed === MOVE ? Object.keys(noun.workflow?.moves ?? {}) : [deed]
  const permitted = (member: Member): boolean => deeds.some((one) => may[one]?.includes(member))
  return MEMBERS.filter(
    (member) => (!path.includes(':id') || sees.includes(member)) && (deed === 'see' || permitted(member)),
  )
}
