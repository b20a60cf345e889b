import type { MovementReason } from '../../../generated/prisma/enums.ts'

/** Why goods moved, in words. */
export const reasonLabels: Record<MovementReason, string> = {
  OPENING: '期初',
  RECEIPT: '入库',
  PACK: '打包',
  UNPACK: '拆包',
  HAND_OVER: '交快递',
  QUARANTINE: '隔离',
  RESTOCK: '放回',
  WRITE_OFF: '报废',
  SUPPLIER_RETURN: '退供应商',
  RETURN: '买家退货',
  TRANSFER: '移库',
  COUNT: '盘点',
  IMPORT: '导入',
}

/** All of them. */
export const REASONS = Object.keys(reasonLabels) as MovementReason[]
