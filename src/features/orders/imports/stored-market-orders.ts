import { alibabaOrders } from './kinds/alibaba-orders.ts'
import { jdOrders } from './kinds/jd-orders.ts'
import type { MarketOrderRow } from './kinds/market-order.ts'
import { lineOf, orderOf } from './kinds/market-order.ts'
import { storedMarketOrders } from './market-orders.ts'

const shape = {
  orderOf,
  lineOf,
  renamed: { orderPaidFen: 'paidFen' },
  // A locked order says so in its state, until a later file says another one.
  derived: { status: ['exception'] },
}

/** The orders of JD. */
export const storedJdOrders = storedMarketOrders<MarketOrderRow>({ kind: jdOrders, ...shape })

/** The orders of 1688, whose total is what their parts add up to. */
export const storedAlibabaOrders = storedMarketOrders<MarketOrderRow>({
  kind: alibabaOrders,
  ...shape,
  derived: { ...shape.derived, goodsAmountFen: ['totalFen'] },
})
