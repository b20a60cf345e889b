import type { Actor } from '../actor.ts'
import { dutyLabels } from '../actor.ts'
import { Forbidden } from '../errors.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Moves, States } from '../lib/workflow.ts'
import type { Obligation } from './obligations.ts'
import type { Rule } from './rules.ts'
import { may } from './rules.ts'

/** A model of the schema; every noun stands on exactly one. */
export type Model = Prisma.ModelName
/** The row as the client reads it, without relations. */
export type RowOf<M extends Model> = Prisma.TypeMap['model'][M]['payload']['scalars']
export type CreateOf<M extends Model> =
  Prisma.TypeMap['model'][M]['operations']['createManyAndReturn']['args']['data']
export type ChangesOf<M extends Model> = Partial<Omit<RowOf<M>, 'id' | 'version' | 'state'>>

/** What the door needs of every row it changes. */
export interface Subject {
  id: number
  version: number
}

/** The life of a noun: which moves lead from where to where, and which obligations a state carries. */
export interface Workflow<Row> {
  moves: Moves<string>
  states: States<string, Obligation<Row>>
}

/**
 * A kind of record. The key is `<department>/<noun>`: the menu, the folder, the address, the views and the tests
 * use the same two words. `policy` has a rule for every deed and every move; rules of `list`, `create` and other
 * deeds that concern no row are tested with null.
 */
export interface Noun<M extends Model = Model, Row extends Subject = Subject> {
  readonly key: string
  /** What people call one of them. */
  readonly label: string
  readonly icon: string
  readonly model: M
  readonly policy: Readonly<Record<string, Rule<Row> | Rule>>
  /** Words for the deeds that aren't moves, for 权限一览 and the timeline. */
  readonly deeds: Readonly<Record<string, string>>
  /** Deeds that concern no row. */
  readonly rowless: readonly string[]
  readonly workflow?: Workflow<Row>
  /** States in which a deed that isn't a move is possible; absent: in all. */
  readonly when?: Readonly<Record<string, readonly string[]>>
  /** Words for the fields, for the timeline's before and after; a field without a word stays out of history. */
  readonly fields: Readonly<Record<string, string>>
  /** How one of them is called in work items and notices. */
  title(row: Row): string
}

/** Defines a noun over a model; `Row` is what its queries bring, the model's row and more. */
export function noun<M extends Model, Row extends Subject = RowOf<M> & Subject>(
  definition: Noun<M, Row>,
): Noun<M, Row> {
  return definition
}

/** The words for a deed or move of a noun. */
export function deedLabel(noun: Noun<Model, never>, deed: string): string {
  return noun.workflow?.moves[deed]?.label ?? noun.deeds[deed] ?? deed
}

/** Whether the actor may do the deed to the row (null for deeds that concern no row). */
export function allowed<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  deed: string,
  row: Row | null,
): boolean {
  return may(ruleOf(noun, deed), actor, row)
}

/**
 * The same as a demand.
 * @throws Forbidden with the words of the rule
 */
export function demand<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  deed: string,
  row: Row | null,
): void {
  const rule = ruleOf(noun, deed)
  if (may(rule, actor, row)) return
  const shopId = row && 'shopId' in row && typeof row.shopId === 'number' ? row.shopId : null
  throw new Forbidden(
    `您没有${noun.label}的“${deedLabel(noun, deed)}”权限。`,
    rule.words,
    rule.duties,
    shopId,
  )
}

/** The reason shown on a disabled button and whom to ask, or undefined when the actor may. */
export function whyNot<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  deed: string,
  row: Row | null,
): string | undefined {
  const rule = ruleOf(noun, deed)
  if (!may(rule, actor, row)) return needed(rule, actor)
  return row && !isTime(noun, deed, row) ? '现在的状态不能这样做' : undefined
}

/**
 * What a rule needs that the actor hasn't, and whom to ask: the nearest above who holds what the rule names, or else the
 * direct superior. Known with the actor, so that a page full of buttons costs nothing.
 */
export function needed({ words, duties }: Rule<never>, actor: Actor): string {
  const above = actor.kind === 'system' ? [] : (actor.above ?? [])
  const able = above.find((superior) => superior.duties.some((duty) => duties.includes(duty)))
  if (able) return `需要：${words}；可找${able.name}（${dutyLabels[able.position]}）`
  return `需要：${words}${above[0] ? `；可请上级${above[0].name}帮忙` : ''}`
}

/** Whether a deed that isn't a move is possible in the row's state. */
export function isTime(noun: Noun<Model, never>, deed: string, row: object): boolean {
  const states = noun.when?.[deed]
  return !states || ('state' in row && typeof row.state === 'string' && states.includes(row.state))
}

function ruleOf<Row extends Subject>(noun: Noun<Model, Row>, deed: string): Rule<Row | null> {
  const rule: Rule<Row> | Rule | undefined = Object.hasOwn(noun.policy, deed) ? noun.policy[deed] : undefined
  if (!rule) throw new Error(`${noun.key} has no rule for ${deed}`)
  return rule
}
