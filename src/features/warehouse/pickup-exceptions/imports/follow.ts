import { system } from '../../../../actor.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { closeItems, openItems, redateItems } from '../../../../work/items.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import { pickupExceptions } from '../noun.ts'
import type { PickupException } from '../policy.ts'
import { states } from '../workflow.ts'

/** So many rows at once where rows have to pass through the program. */
const BATCH = 2000

/** Asks somebody to look after each exception that an import has brought. */
export function openNew(act: OpenAct, job: Job): Promise<void> {
  const born = Prisma.sql`
    SELECT row_id FROM import_images
    WHERE import_id = ${job.id} AND table_name = 'pickup_exceptions' AND before IS NULL`
  return inBatches(act, born, (rows) =>
    openItems(
      act,
      pickupExceptions,
      rows.map((row) => ({ row, kind: 'OPEN', obligation: states.OPEN })),
    ),
  )
}

/** Opens resolved exceptions again. @param source a query of their ids, and of others */
export function reopenWorse(act: OpenAct, job: Job, source: Prisma.Sql): Promise<void> {
  return inBatches(act, source, async (rows) => {
    const resolved = rows.filter(({ state }) => state === 'RESOLVED')
    await door.moveAll(
      pickupExceptions,
      { ...act, actor: system('imports') },
      resolved,
      'reopen',
      {},
      { remark: job.number },
    )
  })
}

/** Work items follow the time by which the courier should come. @param source a query of exceptions' ids */
export async function followDeadlines(act: OpenAct, source: Prisma.Sql): Promise<void> {
  const dues = Prisma.sql`
    SELECT id AS subject_id, 'OPEN' AS kind, pickup_due_at AS due_at FROM pickup_exceptions WHERE id IN (${source})`
  await redateItems(act, pickupExceptions.key, dues)
}

/** Nobody has to do anything about exceptions that an undone import had brought or opened again. */
export async function closeUndone(act: OpenAct, source: Prisma.Sql): Promise<void> {
  const rows = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT w.subject_id AS id FROM work_items w
    WHERE w.noun = ${pickupExceptions.key} AND w.closed_at IS NULL AND w.subject_id IN (${source})
      AND NOT EXISTS (SELECT 1 FROM pickup_exceptions e WHERE e.id = w.subject_id AND e.state = 'OPEN')
    ORDER BY w.subject_id`
  for (let i = 0; i < rows.length; i += BATCH) {
    const subjectIds = rows.slice(i, i + BATCH).map(({ id }) => id)
    await closeItems(act, { noun: pickupExceptions.key, subjectIds, outcome: 'undo-import' })
  }
}

async function inBatches(
  act: OpenAct,
  source: Prisma.Sql,
  work: (rows: readonly PickupException[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const ids = await act.tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM pickup_exceptions WHERE id IN (${source}) AND id > ${after} ORDER BY id LIMIT ${BATCH}`
    const last = ids.at(-1)
    if (!last) return
    await work(await act.tx.pickupException.findMany({ where: { id: { in: ids.map(({ id }) => id) } } }))
    after = last.id
  }
}
