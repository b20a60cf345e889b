import type { Duty } from '../actor.ts'
import { personOf } from '../actor.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { Conflict } from '../errors.ts'
import type { WorkItem } from '../generated/prisma/client.ts'
import type { Act, OpenAct } from './act.ts'
import { deed } from './act.ts'
import { record } from './history.ts'
import { loadCalendars } from './calendar-store.ts'
import { dueAt, remindAt } from './deadlines.ts'
import { announce } from './live.ts'
import { readAbout, tell } from './notices.ts'
import type { Model, Noun, Subject } from './nouns.ts'
import type { Obligation } from './obligations.ts'
import { assigneeOf } from './obligations.ts'
import { reachable } from './posts.ts'

/** A work item to open, beside the ones that states open by themselves. */
export interface Opening<Row> {
  readonly row: Row
  /** What must be done: a state, or a key of its own. */
  readonly kind: string
  readonly obligation: Obligation<Row>
}

type Opened = Pick<WorkItem, 'id' | 'noun' | 'subjectId' | 'title' | 'ownerId' | 'duty' | 'shopId'>

/**
 * Opens work items in one statement each for items and notices. One that is already open for the same record and
 * kind stays as it is. A duty that nobody holds in the shop goes to its lead, then to the owner.
 */
export async function openItems<Row extends Subject>(
  act: OpenAct,
  noun: Noun<Model, Row>,
  openings: readonly Opening<Row>[],
): Promise<void> {
  if (openings.length === 0) return
  const calendars = await loadCalendars(act.tx)
  const asked = openings.map((opening) => ({
    ...opening,
    assignee: assigneeOf(opening.obligation.owner, opening.row),
  }))
  const dutyAt = await reachable(
    act,
    asked.flatMap(({ assignee }) => (assignee.kind === 'duty' ? [assignee] : [])),
  )
  const rows = asked.map(({ row, kind, obligation, assignee }) => {
    const due = dueAt(obligation.due, row, act.at, calendars)
    return {
      noun: noun.key,
      subjectId: row.id,
      kind,
      title: obligation.title?.(row) ?? noun.title(row),
      shopId: shopOf(row),
      ownerId: assignee.kind === 'person' ? assignee.personId : null,
      duty: assignee.kind === 'duty' ? dutyAt(assignee) : null,
      openedAt: act.at,
      dueAt: due,
      remindAt: remindAt(due, act.at, obligation.remindBefore),
    }
  })
  // Prisma itself would need more than a second, without a pause, to write down 2,000 rows.
  const opened = await act.tx.$queryRaw<Opened[]>`
    INSERT INTO work_items (noun, subject_id, kind, title, shop_id, owner_id, duty, opened_at, due_at, remind_at)
    SELECT r.noun, r."subjectId", r.kind, r.title, r."shopId", r."ownerId", r.duty, r."openedAt", r."dueAt", r."remindAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(noun text, "subjectId" int, kind text, title text,
      "shopId" int, "ownerId" int, duty "Duty", "openedAt" timestamptz, "dueAt" timestamptz, "remindAt" timestamptz)
    ON CONFLICT DO NOTHING
    RETURNING id, noun, subject_id AS "subjectId", title, owner_id AS "ownerId", duty::text AS duty, shop_id AS "shopId"`
  const self = personOf(act.actor)
  await tell(
    act,
    opened.flatMap(({ ownerId, id: workItemId, noun, subjectId, title }) =>
      ownerId === null || ownerId === self
        ? []
        : [{ recipientId: ownerId, text: `新的待办：${title}`, noun, subjectId, workItemId }],
    ),
  )
  await announce(act, opened)
}

/** Which items of records to close. */
export interface Closing {
  readonly noun: string
  readonly subjectIds: readonly number[]
  /** Only this kind; absent: all open ones. */
  readonly kind?: string
  /** What came of it: the move's key. */
  readonly outcome: string
}

/**
 * Lets open work items be due at other times than before: the reminder moves along, and who was reminded already is
 * reminded once more when the new time comes.
 * @param dues a query of `subject_id`, `kind` and `due_at`
 */
export async function redateItems(act: OpenAct, noun: string, dues: Prisma.Sql): Promise<void> {
  await act.tx.$executeRaw`
    UPDATE work_items w SET due_at = d.due_at,
      remind_at = COALESCE(w.remind_at + (d.due_at - w.due_at), CASE WHEN d.due_at > ${act.at} THEN d.due_at END)
    FROM (${dues}) AS d
    WHERE w.noun = ${noun} AND w.subject_id = d.subject_id AND w.kind = d.kind AND w.closed_at IS NULL
      AND w.due_at IS DISTINCT FROM d.due_at`
}

/** Closes open work items and marks the notices about them as read. */
export async function closeItems(act: OpenAct, closing: Closing): Promise<void> {
  const { noun, subjectIds, kind = null, outcome } = closing
  const closed = await act.tx.$queryRaw<Opened[]>`
    UPDATE work_items SET closed_at = ${act.at}, closed_by_id = ${personOf(act.actor)}, outcome = ${outcome}, remind_at = NULL
    WHERE noun = ${noun} AND subject_id = ANY(${[...subjectIds]}::int[]) AND closed_at IS NULL
      AND (${kind}::text IS NULL OR kind = ${kind}::text)
    RETURNING id, noun, subject_id AS "subjectId", title, owner_id AS "ownerId", duty::text AS duty, shop_id AS "shopId"`
  if (closed.length === 0) return
  const readers = await readAbout(
    act,
    closed.map(({ id }) => id),
  )
  await announce(act, closed, readers)
}

/** The condition under which a work item stands in a person's own 待办: theirs, or waiting at one of their duties. */
export function inOwnList(actor: {
  personId: number
  duties: ReadonlySet<Duty>
  shops: ReadonlySet<number> | 'all'
}): Prisma.Sql {
  const duties = [...actor.duties]
  const shop =
    actor.shops === 'all'
      ? Prisma.sql`TRUE`
      : Prisma.sql`(w.shop_id IS NULL OR w.shop_id = ANY(${[...actor.shops]}))`
  return Prisma.sql`(w.owner_id = ${actor.personId}
    OR (w.owner_id IS NULL AND w.duty = ANY(${duties}::"Duty"[]) AND ${shop}))`
}

function shopOf(row: object): number | null {
  return 'shopId' in row && typeof row.shopId === 'number' ? row.shopId : null
}

/**
 * A holder of the duty takes an unclaimed item as his own.
 * @throws Conflict when somebody was faster
 */
export async function claim(act: Act, item: WorkItem): Promise<void> {
  await deed(act, async (act) => {
    const claimed = await act.tx.workItem.updateManyAndReturn({
      where: { id: item.id, ownerId: null, closedAt: null },
      data: { ownerId: personOf(act.actor), claimedAt: act.at },
    })
    if (claimed.length === 0) throw new Conflict('这件待办已经被别人接手或已办结。')
    await record(act, [{ noun: item.noun, subjectId: item.subjectId, deed: 'claim' }])
    await announce(act, [item, ...claimed])
  })
}
