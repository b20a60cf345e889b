import type { ShippingFaultKind, ShippingStep } from '../../../generated/prisma/enums.ts'

/** What may be wrong with a parcel that has left, and to which act it's charged unless somebody says otherwise. */
export const kinds: Record<ShippingFaultKind, { label: string; step: ShippingStep }> = {
  WRONG: { label: '错发', step: 'PACK' },
  SHORT: { label: '少发', step: 'PACK' },
  SURPLUS: { label: '多发', step: 'PACK' },
  DAMAGED: { label: '包装不当致损', step: 'PACK' },
  LATE: { label: '超时发货', step: 'HAND_OVER' },
}
export const KINDS = ['WRONG', 'SHORT', 'SURPLUS', 'DAMAGED', 'LATE'] as const satisfies ShippingFaultKind[]

/** The acts on a parcel that somebody did. */
export const steps: Record<ShippingStep, string> = { PICK: '拣货', PACK: '打包', HAND_OVER: '交接快递' }
export const STEPS = ['PACK', 'PICK', 'HAND_OVER'] as const satisfies ShippingStep[]
