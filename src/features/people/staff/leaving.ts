import { FieldError } from '../../../errors.ts'
import type { Day } from '../../../lib/dates.ts'
import { dateColumn, dayOf } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { Changes } from '../../../work/history.ts'
import { rerouteUnclaimed } from '../../../work/reroute.ts'
import { endSessionsOf } from './actions.ts'
import type { AssignmentInput } from './assignments.ts'
import { demandOwner, demandSuperior, endAssignments, lockOrganization, reassign } from './assignments.ts'
import { handOverWork } from './hand-over.ts'
import { staff } from './noun.ts'
import type { Person, Staff } from './policy.ts'

export interface HandOverInput {
  successorId: number | null
  remark: string
}

/**
 * Nothing may be done under this name for a while: work is handed over, sessions end at once.
 * @throws FieldError when work is left that nobody takes, or no owner would remain
 */
export function suspend(act: Act, person: Person, { successorId, remark }: HandOverInput): Promise<unknown> {
  return deed(act, async (act) => {
    await lockOrganization(act)
    const changes = await successorChange(act, successorId)
    await door.move(staff, act, person, 'suspend', {}, { remark, changes })
    await handOverWork(act, person, successorId)
    await endSessionsOf(act, person.id)
    await demandOwner(act)
    await rerouteUnclaimed(act)
    return null
  })
}

export interface LeaveInput extends HandOverInput {
  leftOn: Day
  /** To whom the person's direct reports report from now on. */
  newSuperiorId: number | null
}

/**
 * Somebody leaves: work goes to a named colleague, reports to another superior, the assignment and all sessions end.
 * @throws FieldError for a day that can't be, for reports without a superior, when work is left, or no owner remains
 */
export function leave(act: Act, person: Staff, input: LeaveInput): Promise<unknown> {
  return deed(act, async (act) => {
    await lockOrganization(act)
    demandLeavingDay(act, person, input.leftOn)
    const changes = await successorChange(act, input.successorId)
    await door.move(
      staff,
      act,
      person,
      'leave',
      { leftOn: dateColumn(input.leftOn) },
      { remark: input.remark, changes },
    )
    await handOverWork(act, person, input.successorId)
    await endAssignments(act, [person.id])
    await moveReports(act, person, input.newSuperiorId)
    await endSessionsOf(act, person.id)
    await demandOwner(act)
    await rerouteUnclaimed(act)
    return null
  })
}

/** The direct reports of somebody who leaves; the new superior himself, if he's one of them, moves up. */
async function moveReports(act: OpenAct, person: Staff, newSuperiorId: number | null): Promise<void> {
  const reports = await act.tx.assignment.findMany({
    where: { superiorId: person.id, endsAt: null },
    include: { duties: true, shops: true },
  })
  if (reports.length === 0) return
  if (newSuperiorId === null) throw new FieldError({ newSuperiorId: '请为其下属选择新的上级' })
  const inputs = new Map(
    reports.map(({ personId, position, duties, shops }): [number, AssignmentInput] => [
      personId,
      {
        position,
        duties: duties.map(({ duty }) => duty),
        superiorId: personId === newSuperiorId ? person.superiorId : newSuperiorId,
        shopIds: shops.map(({ shopId }) => shopId),
      },
    ]),
  )
  const changes = new Map([...inputs].map(([id, { superiorId }]) => [id, superiorId]))
  await demandSuperior(act, changes, 'newSuperiorId')
  await reassign(act, inputs)
}

function demandLeavingDay(act: OpenAct, person: Person, leftOn: Day): void {
  if (leftOn > dayOf(act.at)) {
    throw new FieldError({ leftOn: '离职日期不能晚于今天：办理后立即生效，请在离职当天办理' })
  }
  if (leftOn < dayOf(person.hiredOn)) throw new FieldError({ leftOn: '离职日期不能早于入职日期' })
}

async function successorChange(act: OpenAct, successorId: number | null): Promise<Changes> {
  if (successorId === null) return {}
  const successor = await act.tx.person.findUnique({ where: { id: successorId }, select: { name: true } })
  return { successor: [null, successor?.name ?? null] }
}
