import { Conflict } from '../errors.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { groupBy } from '../lib/groups.ts'
import type { Act, OpenAct } from './act.ts'
import { deed } from './act.ts'
import type { Changes } from './history.ts'
import { changesBetween, record } from './history.ts'
import { house } from './house.ts'
import { closeItems, openItems } from './items.ts'
import type { ChangesOf, CreateOf, Model, Noun, RowOf, Subject } from './nouns.ts'
import { demand, allowed, whyNot } from './nouns.ts'

/**
 * The one door: every change of our own records goes through `create`, `createAll`, `edit`, `move` or `moveAll`.
 * Each asks the policy, changes the row under its version and state, writes history, closes and opens work items, runs
 * reactions and remembers the form's token, all in one transaction.
 */

type NounOf<M extends Model, Row extends Subject> = Noun<M, Row>
interface Table {
  create(args: { data: object }): Promise<Record<string, unknown>>
  createManyAndReturn(args: { data: object[] }): Promise<Record<string, unknown>[]>
  updateManyAndReturn(args: { where: object; data: object }): Promise<Record<string, unknown>[]>
  findUnique(args: { where: { id: number } }): Promise<Record<string, unknown> | null>
}

interface Extra {
  /** What the person wrote beside the move. */
  readonly remark?: string | null
  /** The deed's key where it isn't the door's own (`reset-password` instead of `edit`). */
  readonly deed?: string
  /** Changes of related rows that history shall show beside the row's own. */
  readonly changes?: Changes
}

/**
 * Creates a record and opens what its first state demands.
 * @throws Forbidden
 */
export function create<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  act: Act,
  data: Extract<CreateOf<M>, readonly unknown[]>[number],
  extra: Extra = {},
): Promise<RowOf<M>> {
  return deed(act, async (act) => {
    demand(noun, act.actor, extra.deed ?? 'create', null)
    const row = await tableOf(act, noun).create({ data })
    await afterwards(act, noun, [row], { deed: extra.deed ?? 'create', before: [{}], extra })
    return row as RowOf<M>
  })
}

/**
 * Creates a set of records: one statement each for rows, history and work items. Rows in the order of `data`.
 * @throws Forbidden
 */
export function createAll<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  act: Act,
  data: readonly Extract<CreateOf<M>, readonly unknown[]>[number][],
  extra: Omit<Extra, 'changes'> = {},
): Promise<RowOf<M>[]> {
  return deed(act, async (act) => {
    demand(noun, act.actor, extra.deed ?? 'create', null)
    if (data.length === 0) return []
    const rows = await tableOf(act, noun).createManyAndReturn({ data: [...data] })
    await afterwards(act, noun, rows, { deed: extra.deed ?? 'create', before: rows.map(() => ({})), extra })
    return rows as RowOf<M>[]
  })
}

/**
 * Changes fields of a record as the actor saw it.
 * @throws Forbidden
 * @throws Conflict when the record has changed since
 */
export function edit<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  act: Act,
  row: Row,
  changes: ChangesOf<M>,
  extra: Extra = {},
): Promise<RowOf<M>> {
  return deed(act, async (act) => {
    const name = extra.deed ?? 'edit'
    demand(noun, act.actor, name, row)
    const states = noun.when?.[name]
    const [changed] = await tableOf(act, noun).updateManyAndReturn({
      where: { id: row.id, version: row.version, ...(states ? { state: { in: [...states] } } : {}) },
      data: { ...changes, version: { increment: 1 } },
    })
    if (!changed) throw new Conflict(`这条${noun.label}刚刚被别人修改过，请核对后再提交。`)
    await afterwards(act, noun, [changed], { deed: name, before: [row], extra })
    return changed as RowOf<M>
  })
}

/**
 * Moves a record to its next state, with changes of its fields where the move brings them.
 * @throws Forbidden
 * @throws Conflict when the state or the version has moved on
 */
export function move<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  act: Act,
  row: Row,
  move: string,
  changes: ChangesOf<M> | Record<string, never> = {},
  extra: Omit<Extra, 'deed'> = {},
): Promise<RowOf<M>> {
  return deed(act, async (act) => {
    demand(noun, act.actor, move, row)
    const { from, to } = moveOf(noun, move)
    const [changed] = await tableOf(act, noun).updateManyAndReturn({
      where: { id: row.id, version: row.version, state: { in: [...from] } },
      data: { ...changes, state: to, version: { increment: 1 } },
    })
    if (!changed) throw new Conflict(await whyGone(act, noun, row, move))
    await afterwards(act, noun, [changed], { deed: move, before: [row], extra })
    return changed as RowOf<M>
  })
}

/** What came of a move of many: the rows that moved, and for each other one the sentence why not. */
export interface MovedAll<M extends Model> {
  readonly moved: RowOf<M>[]
  readonly refused: { readonly id: number; readonly reason: string }[]
}

/** So many rows at a time: a statement has room for 32,767 values. */
const AT_A_TIME = 10_000

/**
 * Moves a set of records, all with the same changes: one statement each for rows, history and work items of 10,000. What
 * may not or can't move is told with its reason and doesn't hold up the others.
 */
export function moveAll<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  act: Act,
  rows: readonly Row[],
  move: string,
  changes: ChangesOf<M> | Record<string, never> = {},
  extra: Omit<Extra, 'deed' | 'changes'> = {},
): Promise<MovedAll<M>> {
  return deed(act, async (act) => {
    const permitted = rows.filter((row) => allowed(noun, act.actor, move, row))
    const { from, to } = moveOf(noun, move)
    const seen = new Map(permitted.map((row) => [row.id, row]))
    const moved: Record<string, unknown>[] = []
    for (let i = 0; i < permitted.length; i += AT_A_TIME) {
      const some = await tableOf(act, noun).updateManyAndReturn({
        where: {
          state: { in: [...from] },
          OR: byVersion(permitted.slice(i, i + AT_A_TIME)),
        },
        data: { ...changes, state: to, version: { increment: 1 } },
      })
      await afterwards(act, noun, some, {
        deed: move,
        before: some.map((row) => seen.get(row['id'] as number) as Row),
        extra,
      })
      moved.push(...some)
    }
    const done = new Set(moved.map((row) => row['id'] as number))
    const refused = rows
      .filter((row) => !done.has(row.id))
      .map((row) => ({
        id: row.id,
        reason: whyNot(noun, act.actor, move, row) ?? `“${noun.title(row)}”的状态已经变了`,
      }))
    return { moved: moved as RowOf<M>[], refused }
  })
}

/** Rows as they were seen; naming each by id and version would take the database four times as long. */
function byVersion(rows: readonly Subject[]): { version: number; id: { in: number[] } }[] {
  return [...groupBy(rows, ({ version }) => version)].map(([version, same]) => ({
    version,
    id: { in: same.map(({ id }) => id) },
  }))
}

interface Happened {
  readonly deed: string
  readonly before: readonly object[]
  readonly extra: Extra
}

/** History, work items and reactions, the same for every way through the door. */
async function afterwards<M extends Model, Row extends Subject>(
  act: OpenAct,
  noun: NounOf<M, Row>,
  rows: readonly Record<string, unknown>[],
  { deed, before, extra }: Happened,
): Promise<void> {
  if (rows.length === 0) return
  await record(
    act,
    rows.map((row, i) => ({
      noun: noun.key,
      subjectId: row['id'] as number,
      deed,
      fromState: stateOf(before[i]),
      toState: stateOf(row),
      changes: {
        ...changesBetween(noun.fields, (before[i] ?? {}) as Record<string, unknown>, row),
        ...extra.changes,
      },
      remark: extra.remark ?? null,
    })),
  )
  if (noun.workflow) await keepObligations(act, noun, rows, before, deed)
  for (const reaction of house().reactions) {
    if (reaction.noun === noun.key && reaction.deed === deed)
      await reaction.run(act, rows as unknown as Subject[])
  }
}

async function keepObligations<M extends Model, Row extends Subject>(
  act: OpenAct,
  noun: NounOf<M, Row>,
  rows: readonly Record<string, unknown>[],
  before: readonly object[],
  deed: string,
): Promise<void> {
  const turned = rows.filter((row, i) => stateOf(row) !== stateOf(before[i]))
  if (turned.length === 0) return
  const isNew = stateOf(before[0]) === null
  if (!isNew) {
    await closeItems(act, {
      noun: noun.key,
      subjectIds: turned.map((row) => row['id'] as number),
      outcome: deed,
    })
  }
  const openings = turned.flatMap((row) => {
    const state = noun.workflow?.states[stateOf(row) ?? '']
    return state?.owner
      ? [{ row: row as unknown as Row, kind: stateOf(row) as string, obligation: state }]
      : []
  })
  await openItems(act, noun, openings)
}

function moveOf<M extends Model, Row extends Subject>(
  noun: NounOf<M, Row>,
  key: string,
): { from: readonly string[]; to: string } {
  const found = noun.workflow?.moves[key]
  if (!found) throw new Error(`${noun.key} knows no move ${key}`)
  return found
}

async function whyGone<M extends Model, Row extends Subject>(
  act: OpenAct,
  noun: NounOf<M, Row>,
  row: Row,
  move: string,
): Promise<string> {
  const now = await tableOf(act, noun).findUnique({ where: { id: row.id } })
  const state = noun.workflow?.states[stateOf(now ?? {}) ?? '']
  const label = noun.workflow?.moves[move]?.label ?? move
  return `不能“${label}”：这条${noun.label}已经被别人处理，现在的状态是“${state?.label ?? '未知'}”。`
}

function stateOf(row: object | undefined): string | null {
  return row && 'state' in row && typeof row.state === 'string' ? row.state : null
}

function tableOf<M extends Model, Row extends Subject>(act: OpenAct, noun: NounOf<M, Row>): Table {
  const name = (noun.model.charAt(0).toLowerCase() + noun.model.slice(1)) as Uncapitalize<Prisma.ModelName>
  return act.tx[name] as unknown as Table
}
