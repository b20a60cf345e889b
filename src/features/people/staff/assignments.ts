import { LOCKS } from '../../../database/advisory.ts'
import type { Duty, Position } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import type { OpenAct } from '../../../work/act.ts'
import { cycleAfter } from './hierarchy.ts'
import { superiors } from './queries.ts'

/** What an assignment says. `duties` are the extra ones, without the position. */
export interface AssignmentInput {
  position: Position
  duties: readonly Duty[]
  superiorId: number | null
  shopIds: readonly number[]
}

/**
 * Changes of the organization wait for each other until the transaction ends: only so can nobody make a circle
 * together with somebody else, and the last owner not leave while another one does.
 */
export async function lockOrganization(act: OpenAct): Promise<void> {
  await act.tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.organization}::bigint)`
}

/**
 * Ends what the people hold now and begins the new assignments at the act's moment, in four statements however
 * many they are.
 */
export async function reassign(act: OpenAct, inputs: ReadonlyMap<number, AssignmentInput>): Promise<void> {
  const ended = await endAssignments(act, [...inputs.keys()])
  const rows = await act.tx.assignment.createManyAndReturn({
    data: [...inputs].map(([personId, { position, superiorId }]) => ({
      personId,
      position,
      superiorId,
      startsAt: ended.get(personId) ?? act.at,
    })),
  })
  const begun = rows.flatMap(({ id, personId }) => {
    const input = inputs.get(personId)
    return input ? [{ assignmentId: id, ...input }] : []
  })
  await act.tx.assignmentDuty.createMany({
    data: begun.flatMap(({ assignmentId, duties }) => duties.map((duty) => ({ assignmentId, duty }))),
  })
  await act.tx.assignmentShop.createMany({
    data: begun.flatMap(({ assignmentId, shopIds }) => shopIds.map((shopId) => ({ assignmentId, shopId }))),
  })
}

/**
 * Ends the present assignments of people at the act's moment, but never before they began, whatever the clocks of
 * two machines say. Returns when each has ended.
 */
export async function endAssignments(act: OpenAct, personIds: readonly number[]): Promise<Map<number, Date>> {
  const rows = await act.tx.$queryRaw<{ personId: number; endsAt: Date }[]>`
    UPDATE assignments SET ends_at = greatest(${act.at}, starts_at)
    WHERE person_id = ANY(${[...personIds]}) AND ends_at IS NULL
    RETURNING person_id AS "personId", ends_at AS "endsAt"`
  return new Map(rows.map(({ personId, endsAt }) => [personId, endsAt]))
}

/**
 * The superior must be in service, and nobody may come to stand above himself. Call it under the lock.
 * @throws FieldError at `superiorId`
 */
export async function demandSuperior(
  act: OpenAct,
  changes: ReadonlyMap<number, number | null>,
  field = 'superiorId',
): Promise<void> {
  const wanted = [...new Set([...changes.values()].filter((id) => id !== null))]
  const serving = await act.tx.person.count({ where: { id: { in: wanted }, state: 'ACTIVE' } })
  if (serving < wanted.length) throw new FieldError({ [field]: '这位上级已不在职，请另选一位' })
  const circle = cycleAfter(await superiors(act.tx), changes)
  if (!circle) return
  const people = await act.tx.person.findMany({
    where: { id: { in: circle } },
    select: { id: true, name: true },
  })
  const names = circle.map((id) => people.find((person) => person.id === id)?.name ?? '')
  throw new FieldError({
    [field]: `不能这样安排，上下级会形成循环：${[...names, names[0] ?? ''].join(' → ')}`,
  })
}

/**
 * Somebody must be able to administer people. Call it under the lock, after the change.
 * @throws FieldError about the form as a whole
 */
export async function demandOwner(act: OpenAct): Promise<void> {
  const [row] = await act.tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
        JOIN accounts c ON c.person_id = p.id
      WHERE p.state = 'ACTIVE' AND (a.position = 'OWNER' OR EXISTS (
        SELECT 1 FROM assignment_duties d WHERE d.assignment_id = a.id AND d.duty = 'OWNER'))) AS found`
  if (!row?.found) throw new FieldError({ '': '至少要有一位在职的店铺负责人，请先让另一位同事担任。' })
}

/**
 * The shops must be there and open.
 * @throws FieldError at `shopIds`
 */
export async function demandShops(
  act: OpenAct,
  shopIds: readonly number[],
  kept: readonly number[] = [],
): Promise<void> {
  const fresh = shopIds.filter((id) => !kept.includes(id))
  const open = await act.tx.shop.count({ where: { id: { in: fresh }, closedAt: null } })
  if (open < fresh.length) throw new FieldError({ shopIds: '所选店铺已关闭或不存在，请重新选择' })
}
