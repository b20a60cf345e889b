import type { Actor, Duty, Position } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, either, except, holding, superiorOf, theOne } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Person = RowOf<'Person'>

/** A person with the assignment that holds now; for somebody who has left, the last one. */
export interface Staff extends Person {
  position: Position
  duties: Duty[]
  superiorId: number | null
  shopIds: number[]
}

const theOwner = holding('OWNER')
const oneself = theOne<Person>('本人', (person) => person.id)
const theOwnerButNotOneself = both<Person>(theOwner, except('不能对自己办理', oneself))

export const policy = {
  list: anyone,
  /** Career, former assignments and history; who somebody is and what he does is no secret among colleagues. */
  file: either<Person>(
    oneself,
    superiorOf('该员工', (person) => person.id),
    holding('OWNER', 'HR'),
  ),
  /** When and how often somebody has signed in. */
  'sign-ins': either<Person>(oneself, theOwner),
  create: theOwner,
  edit: theOwner,
  assignment: theOwner,
  suspend: theOwnerButNotOneself,
  resume: theOwner,
  leave: theOwnerButNotOneself,
  'password-reset': theOwnerButNotOneself,
  'end-sessions': either<Person>(theOwner, oneself),
  'change-password': oneself,
  'second-factor': oneself,
  'recovery-codes': oneself,
  /** Whoever could do it for himself would need nothing but his password. */
  'second-factor-reset': theOwnerButNotOneself,
} satisfies Record<
  | keyof typeof moves
  | 'list'
  | 'file'
  | 'sign-ins'
  | 'create'
  | 'edit'
  | 'assignment'
  | 'password-reset'
  | 'end-sessions'
  | 'change-password'
  | 'second-factor'
  | 'recovery-codes'
  | 'second-factor-reset',
  Rule<Person> | Rule
>

/** Colleagues in service are no secret; who is suspended or has left concerns owner, HR and those above. `p` is people. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system' || holds(actor, 'OWNER', 'HR')) return Prisma.sql`TRUE`
  return Prisma.sql`(p.state = 'ACTIVE' OR p.id = ANY(${[actor.personId, ...actor.reports]}))`
}
