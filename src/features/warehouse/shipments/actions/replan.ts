import { groupBy } from '../../../../lib/groups.ts'
import type { OpenAct } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { changesBetween, record } from '../../../../work/history.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { lockShipments } from './locks.ts'
import { UNLABELLED } from './pack.ts'
import { giveBack } from './stop.ts'
import { byProgram, runOut } from './stock-out.ts'
import type { Verdict } from './still-wanted.ts'
import { troubles, warningOf } from './still-wanted.ts'
import { exchange } from './take-out.ts'

/** A parcel with what is to be done with it. */
export interface Judged extends Verdict {
  readonly shipment: Shipment
}

/**
 * Lets parcels that aren't picked yet hold what their orders want now, or ends them.
 * @returns how many of them have other contents now
 */
export async function replan(act: OpenAct, judged: readonly Judged[]): Promise<number> {
  const empty = judged.filter(({ remains, out }) => !remains && out.length > 0)
  const less = judged.filter(({ remains, out }) => remains && out.length > 0)
  const program = byProgram(act)
  const ended: Shipment[] = []
  for (const [remark, group] of groupBy(empty, (one) => warningOf(one.troubles))) {
    const rows = group.map(({ shipment }) => shipment)
    ended.push(...(await door.moveAll(shipments, program, rows, 'cancel', UNLABELLED, { remark })).moved)
  }
  await readdress(
    act,
    judged.filter(({ shipment, remains, joinHash }) => remains && joinHash !== shipment.joinHash),
  )
  const { removed, short } = await exchange(
    act,
    less.map(({ shipment, out, put }) => ({ shipment, lineIds: out, put })),
  )
  const changed = await noteContents(act, less)
  await runOut(
    act,
    changed.filter(({ id }) => short.includes(id)),
    '库存不足',
  )
  await giveBack(act, [...ended, ...removed])
  return empty.length + less.length
}

/** Says why other things are in the parcels, and returns them as they are now; whoever looked at them must look again. */
async function noteContents(act: OpenAct, judged: readonly Judged[]): Promise<Shipment[]> {
  if (judged.length === 0) return []
  const reasons = new Map(judged.map((one) => [one.shipment.id, warningOf(one.troubles)]))
  const ids = [...reasons.keys()]
  await act.tx.$executeRaw`UPDATE shipments SET version = version + 1 WHERE id = ANY(${ids}::int[])`
  const changed = await lockShipments(act, ids)
  await record(
    byProgram(act),
    changed.map(({ id, state }) => ({
      noun: shipments.key,
      subjectId: id,
      deed: 'edit',
      fromState: state,
      toState: state,
      remark: reasons.get(id) ?? null,
    })),
  )
  return changed
}

/** A parcel that isn't picked yet simply goes to the new address; a waybill that it has bears the old one. */
async function readdress(act: OpenAct, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  await act.tx.$executeRaw`
    UPDATE shipments s SET join_hash = n.join_hash, tracking_number = NULL, carrier = NULL, version = s.version + 1
    FROM unnest(${judged.map(({ shipment }) => shipment.id)}::int[],
      ${judged.map(({ joinHash }) => joinHash)}::text[]) AS n(id, join_hash) WHERE s.id = n.id`
  await record(
    byProgram(act),
    judged.map(({ shipment }) => ({
      noun: shipments.key,
      subjectId: shipment.id,
      deed: 'edit',
      fromState: shipment.state,
      toState: shipment.state,
      changes: changesBetween(shipments.fields, { ...shipment }, UNLABELLED),
      remark: troubles.address,
    })),
  )
}
