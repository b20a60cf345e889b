import { personOf } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import type { ShippingFaultKind, ShippingStep } from '../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { tell } from '../../../work/notices.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { shipments } from '../shipments/noun.ts'
import type { Shipment } from '../shipments/policy.ts'
import { kinds, steps } from './kinds.ts'
import { shippingFaults } from './noun.ts'
import type { ShippingFault } from './policy.ts'

/** What was found wrong with a parcel. */
export interface FaultInput {
  readonly kind: ShippingFaultKind
  /** The act it's charged to; null: the usual one of its kind. */
  readonly step: ShippingStep | null
  readonly description: string
  /** The return at whose inspection it showed. */
  readonly returnId: number | null
}

/**
 * Registers a fault of a parcel that has left, charged to whoever did the act as the parcel's own record says; that
 * person is told and may object.
 * @throws FieldError for a parcel that hasn't left, and for one called late that wasn't
 */
export function registerFault(act: Act, parcel: Shipment, input: FaultInput): Promise<ShippingFault> {
  return deed(act, async (act) => {
    const { kind, description, returnId } = input
    if (parcel.state !== 'SHIPPED' || !parcel.shippedAt)
      throw new FieldError({ shipment: `发货单 ${parcel.number} 还没有发出` })
    if (kind === 'LATE' && parcel.shippedAt <= parcel.shipBy)
      throw new FieldError({ kind: '这个包裹是按时发出的' })
    const step = input.step ?? kinds[kind].step
    const fault = await door.create(shippingFaults, act, {
      number: await nextNumber(act, 'CC'),
      shopId: parcel.shopId,
      shipmentId: parcel.id,
      returnId,
      kind,
      description,
      step,
      ...(await whoDid(act, parcel, step)),
      registeredById: personOf(act.actor),
      createdAt: act.at,
    })
    await tellCharged(act, fault, parcel)
    return fault
  })
}

/** Who did an act on a parcel, and when; the moment of leaving where no record tells it. */
async function whoDid(
  act: OpenAct,
  parcel: Shipment,
  step: ShippingStep,
): Promise<{ personId: number | null; actedAt: Date }> {
  const left = parcel.shippedAt as Date
  if (step === 'PACK') return { personId: parcel.packedById, actedAt: parcel.packedAt ?? left }
  if (step === 'HAND_OVER') {
    const paper = await act.tx.handOver.findUnique({ where: { id: parcel.handOverId ?? 0 } })
    return { personId: paper?.personId ?? null, actedAt: left }
  }
  const picked = await act.tx.historyEntry.findFirst({
    where: { noun: shipments.key, subjectId: parcel.id, deed: 'finish-picking' },
    orderBy: { id: 'desc' },
    select: { personId: true, at: true },
  })
  return { personId: picked?.personId ?? null, actedAt: picked?.at ?? left }
}

async function tellCharged(act: OpenAct, fault: ShippingFault, { number }: Shipment): Promise<void> {
  if (fault.personId === null || fault.personId === fault.registeredById) return
  const text = `发货单 ${number} 被登记为${kinds[fault.kind].label}，记在您的${steps[fault.step]}名下。有不同意见请在差错单上提出异议。`
  await tell(act, [{ recipientId: fault.personId, text, noun: shippingFaults.key, subjectId: fault.id }])
}

/** Any move that asks no more than a remark. Whoever is charged hears how it ended. */
export function moveFault(
  act: Act,
  fault: ShippingFault,
  move: string,
  remark: string | null,
): Promise<ShippingFault> {
  return deed(act, async (act) => {
    const moved = await door.move(shippingFaults, act, fault, move, {}, { remark })
    if (fault.personId !== null && move !== 'object') {
      const text = `发货差错 ${fault.number} ${move === 'withdraw' ? '已撤销' : '经裁定维持'}：${remark ?? ''}`
      await tell(act, [{ recipientId: fault.personId, text, noun: shippingFaults.key, subjectId: fault.id }])
    }
    return moved
  })
}
