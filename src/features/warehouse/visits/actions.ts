import { FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { closeItems, openItems } from '../../../work/items.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { directory } from '../../../work/house.ts'
import { visits } from './noun.ts'
import type { Visit } from './policy.ts'
import { states } from './workflow.ts'

export type VisitInput = Pick<Visit, 'visitor' | 'organization' | 'purpose' | 'hostId' | 'enteredAt'>

/** @throws FieldError for a time to come, or a host who isn't in service */
export function registerVisit(act: Act, input: VisitInput): Promise<{ id: number }> {
  return deed(act, async (act) => {
    demandPast(act, input)
    await demandHost(act, input)
    const number = await nextNumber(act, 'LF')
    const { id } = await door.create(visits, act, { ...input, number, createdAt: act.at })
    return { id }
  })
}

/** @throws FieldError for a time to come or after the visitor left, or a host who isn't in service */
export async function editVisit(act: Act, visit: Visit, input: VisitInput): Promise<void> {
  await deed(act, async (act) => {
    demandPast(act, input)
    if (visit.leftAt && visit.leftAt < input.enteredAt)
      throw new FieldError({ enteredAt: '进入时间不能晚于离开时间' })
    if (input.hostId !== visit.hostId) await demandHost(act, input)
    const changed = await door.edit(visits, act, visit, input)
    if (input.hostId !== visit.hostId && changed.state === 'INSIDE') await passOn(act, changed)
  })
}

/** From now on the new host sees to it that the visitor leaves. */
async function passOn(act: OpenAct, visit: Visit): Promise<void> {
  await closeItems(act, { noun: visits.key, subjectIds: [visit.id], kind: visit.state, outcome: 'edit' })
  await openItems(act, visits, [{ row: visit, kind: visit.state, obligation: states.INSIDE }])
}

/** The visitor has left. */
export function moveVisit(act: Act, visit: Visit, move: string): Promise<Visit> {
  return door.move(visits, act, visit, move, { leftAt: act.at })
}

function demandPast({ at }: Act, { enteredAt }: VisitInput): void {
  if (enteredAt > at) throw new FieldError({ enteredAt: '进入时间不能晚于现在' })
}

async function demandHost({ tx }: OpenAct, { hostId }: VisitInput): Promise<void> {
  if (!(await directory().actorOf(hostId, tx))) throw new FieldError({ hostId: '请选择在职的接待人' })
}
