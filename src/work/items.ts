import type { Duty } from '../actor.ts'
import { personOf } from '../actor.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { Conflict } from '../errors.ts'
import type { WorkItem } from '../generated/prisma/client.ts'
import { HOUR_MS, plus } from '../lib/dates.ts'
import type { Act, OpenAct } from './act.ts'
import { deed } from './act.ts'
import { record } from './history.ts'
import { loadCalendars } from './calendar-store.ts'
import { dueAt, remindAt } from './deadlines.ts'
import { directory } from './house.ts'
import { announce } from './live.ts'
import type { Model, Noun, Subject } from './nouns.ts'
import type { Assignee, Obligation } from './obligations.ts'
import { assigneeOf } from './obligations.ts'

/** A lead's position for every duty: who is asked when nobody holds the duty itself. */
const leadOf: Partial<Record<Duty, Duty>> = {
  OPERATIONS_SPECIALIST: 'OPERATIONS_LEAD',
  DESIGNER: 'OPERATIONS_LEAD',
  WAREHOUSE_CLERK: 'OPERATIONS_LEAD',
  DATA_ANALYST: 'OPERATIONS_LEAD',
  PURCHASING: 'OPERATIONS_LEAD',
  SERVICE_AGENT: 'SERVICE_LEAD',
}

/** A work item to open, beside the ones that states open by themselves. */
export interface Opening<Row> {
  readonly row: Row
  /** What must be done: a state, or a key of its own. */
  readonly kind: string
  readonly obligation: Obligation<Row>
}

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
  const reachable = onceEach(act)
  const rows = []
  for (const { row, kind, obligation } of openings) {
    const assignee = await reachable(assigneeOf(obligation.owner, row))
    const due = dueAt(obligation.due, row, act.at, calendars)
    rows.push({
      noun: noun.key,
      subjectId: row.id,
      kind,
      title: obligation.title?.(row) ?? noun.title(row),
      shopId: shopOf(row),
      ownerId: assignee.kind === 'person' ? assignee.personId : null,
      duty: assignee.kind === 'duty' ? assignee.duty : null,
      openedAt: act.at,
      dueAt: due,
      remindAt: remindAt(due, act.at, obligation.remindBefore),
    })
  }
  const opened = await act.tx.workItem.createManyAndReturn({ data: rows, skipDuplicates: true })
  const self = personOf(act.actor)
  const told = opened.filter((item) => item.ownerId !== null && item.ownerId !== self)
  if (told.length > 0) {
    await act.tx.notice.createMany({
      data: told.map((item) => ({
        recipientId: item.ownerId as number,
        at: act.at,
        text: `新的待办：${item.title}`,
        noun: item.noun,
        subjectId: item.subjectId,
        workItemId: item.id,
      })),
    })
  }
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

/** Closes open work items and marks the notices about them as read. */
export async function closeItems(act: OpenAct, closing: Closing): Promise<void> {
  const closed = await act.tx.workItem.updateManyAndReturn({
    where: {
      noun: closing.noun,
      subjectId: { in: [...closing.subjectIds] },
      closedAt: null,
      ...(closing.kind ? { kind: closing.kind } : {}),
    },
    data: {
      closedAt: act.at,
      closedById: personOf(act.actor),
      outcome: closing.outcome,
      remindAt: null,
    },
  })
  if (closed.length === 0) return
  await act.tx.$executeRaw`
    UPDATE notices SET read_at = ${act.at}
    WHERE work_item_id = ANY(${closed.map((item) => item.id)}) AND read_at IS NULL`
  await announce(act, closed)
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

/** Many openings name few duties and shops: each is looked up once. */
function onceEach(act: OpenAct): (assignee: Assignee) => Promise<Assignee> {
  const found = new Map<string, Promise<Assignee>>()
  return (assignee) => {
    if (assignee.kind === 'person') return Promise.resolve(assignee)
    const key = `${assignee.duty}/${assignee.shopId}`
    const known = found.get(key) ?? reachableAssignee(act, assignee)
    found.set(key, known)
    return known
  }
}

async function reachableAssignee(act: OpenAct, assignee: Assignee): Promise<Assignee> {
  if (assignee.kind === 'person') return assignee
  for (const duty of [assignee.duty, leadOf[assignee.duty]]) {
    if (!duty) continue
    const holders = await directory().holdersOf(duty, assignee.shopId, act.at, act.tx)
    if (holders.length > 0) return { ...assignee, duty }
  }
  return { ...assignee, duty: 'OWNER' }
}

function shopOf(row: object): number | null {
  return 'shopId' in row && typeof row.shopId === 'number' ? row.shopId : null
}

/** Duties whose unclaimed items count for an actor, because he leads those who hold them. */
export function dutiesLedBy(duties: ReadonlySet<Duty>): Duty[] {
  return (Object.keys(leadOf) as Duty[]).filter((duty) => {
    const lead = leadOf[duty]
    return lead !== undefined && duties.has(lead)
  })
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

/** An item may be urged again after this time. */
const URGE_PAUSE_MS = HOUR_MS

/**
 * Reminds exactly those who must act: the owner, or everybody who may claim the item.
 * @throws Conflict when it was urged within the hour, or is closed
 */
export async function urge(act: Act, item: WorkItem): Promise<void> {
  await deed(act, async (act) => {
    // The lock makes two urgings at once one.
    const [open] = await act.tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM work_items WHERE id = ${item.id} AND closed_at IS NULL FOR UPDATE`
    if (!open) throw new Conflict('这件待办已经办结。')
    const recent = await act.tx.notice.findFirst({
      where: { workItemId: item.id, text: { startsWith: URGED }, at: { gt: plus(act.at, -URGE_PAUSE_MS) } },
    })
    if (recent) throw new Conflict('一小时内已经催办过这件待办。')
    const recipients = await recipientsOf(act, item)
    await act.tx.notice.createMany({
      data: recipients.map((recipientId) => ({
        recipientId,
        at: act.at,
        text: `${URGED}${item.title}`,
        noun: item.noun,
        subjectId: item.subjectId,
        workItemId: item.id,
      })),
    })
    await record(act, [{ noun: item.noun, subjectId: item.subjectId, deed: 'urge' }])
    await announce(act, [item])
  })
}

const URGED = '催办：'

/** Everybody who must hear about an item: its owner, or all who may claim it. */
export async function recipientsOf(
  act: OpenAct,
  item: { ownerId: number | null; duty: Duty | null; shopId: number | null },
): Promise<number[]> {
  if (item.ownerId !== null) return [item.ownerId]
  if (item.duty === null) return []
  const holders = await directory().holdersOf(item.duty, item.shopId, act.at, act.tx)
  return holders.map(({ id }) => id)
}
