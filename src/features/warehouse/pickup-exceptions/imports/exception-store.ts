import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import type { FreeField } from '../../../orders/imports/engine/fields.ts'
import { historical, recordOf } from '../../../orders/imports/engine/fields.ts'
import { noteImages } from '../../../orders/imports/engine/images.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import { rowsAs } from '../../../orders/imports/engine/staged.ts'
import type { Store } from '../../../orders/imports/engine/store.ts'
import type { Watch } from '../../../orders/imports/watch.ts'
import { pickupExceptions } from '../noun.ts'
import { followDeadlines, openNew, reopenWorse } from './follow.ts'
import { undoExceptions } from './undo-exceptions.ts'

/** What a file tells of an exception beside what it is known by. */
const FIELDS: readonly FreeField[] = (
  [
    ['timeoutType', 'timeout_type', 'text'],
    ['trackingNumber', 'tracking_number', 'text'],
    ['carrier', 'carrier', 'text'],
    ['title', 'title', 'text'],
    ['paidAt', 'paid_at', 'timestamptz'],
    ['pickupDueAt', 'pickup_due_at', 'timestamptz'],
    ['compensationFen', 'compensation_fen', 'int'],
    ['note', 'note', 'text'],
  ] as const
).map(([name, column, type]) => ({ name, column, type, empties: true }))

const columns = (of = ''): Prisma.Sql => Prisma.raw(FIELDS.map(({ column }) => of + column).join(', '))
const RANK = (words: string): string => `CASE ${words} WHEN '已超时' THEN 2 WHEN '即将超时' THEN 1 ELSE 0 END`

/**
 * Leaves `exception_merge`: what each row makes of an exception. The newest file's word counts, an older one only brings
 * what is new; `worse` when the time that was about to run out has.
 */
async function plan(tx: Tx, job: Job): Promise<void> {
  const record = recordOf(FIELDS, '"platformOrderId" text', '"platformLineId" text', '"exceptionType" text')
  const merged = FIELDS.map(({ name, column }) => {
    const told = job.given.has(name)
      ? `CASE WHEN newer THEN m."${name}" ELSE m.old_${column} END`
      : `m.old_${column}`
    return `${told} AS ${column}`
  })
  await tx.$executeRaw`
    CREATE TEMP TABLE exception_merge ON COMMIT DROP AS
    SELECT n.*, exception_id IS NOT NULL AND (${Prisma.raw(
      FIELDS.map(({ column }) => `${column} IS DISTINCT FROM old_${column}`).join(' OR '),
    )}) AS changed,
      exception_id IS NOT NULL AND ${Prisma.raw(`${RANK('timeout_type')} > ${RANK('old_timeout_type')}`)} AS worse
    FROM (
      SELECT row_number, exception_id, newer, number, m."platformOrderId" AS platform_order_id,
        m."platformLineId" AS platform_line_id, m."exceptionType" AS exception_type,
        ${Prisma.raw([...merged, ...FIELDS.map(({ column }) => `m.old_${column}`)].join(', '))}
      FROM (
        SELECT s.*, e.id AS exception_id, COALESCE(e.exported_at <= ${job.exportedAt}, TRUE) AS newer,
          ${Prisma.raw(FIELDS.map(({ column }) => `e.${column} AS old_${column}`).join(', '))}
        FROM (SELECT i.row_number, r.*, COALESCE(r."platformLineId", r."platformOrderId") AS number
              ${rowsAs(job, record)}) s
          LEFT JOIN pickup_exceptions e ON e.shop_id = ${job.shopId} AND e.platform_number = s.number
            AND e.exception_type = s."exceptionType") m) n`
  await tx.$executeRaw`ANALYZE exception_merge (row_number, exception_id)`
}

async function apply(act: OpenAct, job: Job, watch: Watch): Promise<void> {
  watch.tell('exceptions', 35)
  await write(act, job)
  watch.tell('history', 60)
  await tell(act, job)
  watch.tell('follow', 75)
  await openNew(act, job)
  await followDeadlines(act, Prisma.sql`SELECT exception_id FROM exception_merge WHERE changed`)
  await reopenWorse(act, job, Prisma.sql`SELECT exception_id FROM exception_merge WHERE worse`)
}

async function write(act: OpenAct, job: Job): Promise<void> {
  const { tx } = act
  await noteImages(
    tx,
    job,
    'pickup_exceptions',
    Prisma.sql`
      SELECT e.id AS row_id, NULL::int AS order_id, to_jsonb(e) AS before
      FROM exception_merge m JOIN pickup_exceptions e ON e.id = m.exception_id`,
  )
  await tx.$executeRaw`
    UPDATE pickup_exceptions e SET ${Prisma.raw(FIELDS.map(({ column }) => `${column} = m.${column}`).join(', '))},
      exported_at = ${job.exportedAt}, version = e.version + m.changed::int
    FROM exception_merge m WHERE e.id = m.exception_id AND m.newer`
  await noteImages(
    tx,
    job,
    'pickup_exceptions',
    Prisma.sql`SELECT id AS row_id, NULL::int AS order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH born AS (
      INSERT INTO pickup_exceptions (shop_id, platform_number, platform_order_id, platform_line_id, exception_type,
        ${columns()}, exported_at, created_at)
      SELECT ${job.shopId}::int, m.number, m.platform_order_id, m.platform_line_id, m.exception_type, ${columns('m.')},
        ${job.exportedAt}::timestamptz, ${act.at}::timestamptz
      FROM exception_merge m WHERE m.exception_id IS NULL ORDER BY m.row_number
      RETURNING id)`,
  )
}

/** A line of history for each exception that is new or has become different. */
async function tell(act: OpenAct, job: Job): Promise<void> {
  const changes = FIELDS.map((field) => {
    const pair = `jsonb_build_array(${historical(field, `m.old_${field.column}`)}, ${historical(field, `m.${field.column}`)})`
    return `CASE WHEN m.${field.column} IS DISTINCT FROM m.old_${field.column}
      THEN jsonb_build_object('${field.name}', ${pair}) ELSE '{}' END`
  })
  await recordAll(
    act,
    { noun: pickupExceptions.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT i.row_id AS "subjectId", NULL AS "fromState", 'OPEN' AS "toState", NULL::jsonb AS changes
      FROM import_images i WHERE i.import_id = ${job.id} AND i.table_name = 'pickup_exceptions' AND i.before IS NULL
      UNION ALL
      SELECT m.exception_id, e.state::text, e.state::text, ${Prisma.raw(changes.join(' || '))}
      FROM exception_merge m JOIN pickup_exceptions e ON e.id = m.exception_id WHERE m.changed
      ORDER BY 1`,
  )
}

/** For lists of parcels not picked up. */
export const exceptionStore: Store = {
  plan,
  effects: Prisma.sql`
    SELECT row_number, CASE WHEN exception_id IS NULL THEN 'NEW' WHEN changed THEN 'CHANGED' ELSE 'UNCHANGED' END AS effect
    FROM exception_merge`,
  apply,
  undoing: undoExceptions,
}
