import { catalog } from './catalog.ts'
import { orders } from './orders.ts'
import { people } from './people.ts'
import { warehouseCounts } from './warehouse-counts.ts'
import { warehouseGoods } from './warehouse-goods.ts'
import { warehouseReceiving } from './warehouse-receiving.ts'
import { warehouseShipping } from './warehouse-shipping.ts'
import { warehouseTerminal } from './warehouse-terminal.ts'
import type { Matrix } from './words.ts'

/** The rights of all nouns. */
export const matrix: Matrix = {
  ...people,
  ...catalog,
  ...orders,
  ...warehouseGoods,
  ...warehouseCounts,
  ...warehouseReceiving,
  ...warehouseShipping,
  ...warehouseTerminal,
}
