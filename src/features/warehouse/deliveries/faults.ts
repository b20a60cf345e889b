import type { DeliveryFault, QuarantinePlan } from '../../../generated/prisma/enums.ts'

/** What can be wrong with delivered goods, in the order in which people choose, with the words for it. */
export const faultLabels = {
  SIZE: '尺码不符',
  COLOR: '颜色不符',
  MODEL: '型号不符',
  NAME: '品名不符',
  QUANTITY: '装箱数量不符',
  PACKAGE: '包装破损',
  DAMAGE: '货品破损',
  DIRT: '脏污',
  OTHER: '其他问题',
} as const satisfies Record<DeliveryFault, string>

export const FAULTS = Object.keys(faultLabels) as DeliveryFault[]

/** What whoever decides will probably want: new paper and a wash are ours to give, everything else goes back. */
export function planFor(fault: DeliveryFault): QuarantinePlan {
  return fault === 'PACKAGE' || fault === 'DIRT' || fault === 'QUANTITY' ? 'REWORK' : 'RETURN_TO_SUPPLIER'
}
