import { personOf } from '../../../actor.ts'
import { FieldError, Forbidden } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { incidents } from './noun.ts'
import type { Incident } from './policy.ts'

export type IncidentInput = Pick<Incident, 'kind' | 'occurredAt' | 'place' | 'description' | 'lossFen'>

/**
 * Written down by whoever acts.
 * @throws FieldError for a time to come
 */
export function reportIncident(act: Act, input: IncidentInput): Promise<{ id: number }> {
  return deed(act, async (act) => {
    demandPast(act, input)
    const reporterId = personOf(act.actor)
    if (reporterId === null) throw new Forbidden('请由本人登记。')
    const number = await nextNumber(act, 'YC')
    const { id } = await door.create(incidents, act, { ...input, reporterId, number, createdAt: act.at })
    return { id }
  })
}

/** @throws FieldError for a time to come */
export async function editIncident(act: Act, incident: Incident, input: IncidentInput): Promise<void> {
  demandPast(act, input)
  await door.edit(incidents, act, incident, input)
}

/** Resolves or takes up again; both say why. */
export function moveIncident(
  act: Act,
  incident: Incident,
  move: string,
  remark: string | null,
): Promise<Incident> {
  return door.move(incidents, act, incident, move, {}, { remark })
}

function demandPast({ at }: Act, { occurredAt }: IncidentInput): void {
  if (occurredAt > at) throw new FieldError({ occurredAt: '发生时间不能晚于现在' })
}
