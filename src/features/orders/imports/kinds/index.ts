import { alibabaOrders } from './alibaba-orders.ts'
import { jdOrders } from './jd-orders.ts'
import type { Kind } from './kind.ts'
import { orderItems } from './order-items.ts'
import { orderList } from './order-list.ts'
import { pickupExceptions } from './pickup-exceptions.ts'
import { products } from './products.ts'
import { refunds } from './refunds.ts'
import { waybills } from './waybills.ts'

/** All kinds of files of this department, more specific ones first. */
export const orderKinds: readonly Kind[] = [
  refunds,
  orderItems,
  alibabaOrders,
  jdOrders,
  orderList,
  pickupExceptions,
  waybills,
  products,
]
