import { orderFigures } from '../features/orders/orders/figures.ts'
import { taskFigures } from '../features/people/tasks/figures.ts'
import { countFigures } from '../features/warehouse/counts/figures.ts'
import { deliveryFigures } from '../features/warehouse/deliveries/figures.ts'
import { restockFigures } from '../features/warehouse/restocks/figures.ts'
import { returnFigures } from '../features/warehouse/returns/figures.ts'
import { shipmentFigures } from '../features/warehouse/shipments/figures.ts'
import { faultFigures } from '../features/warehouse/shipping-faults/figures.ts'
import type { HomeFigures } from '../web/figures.ts'

/** The figures on 工作台, offered by the departments. */
export const homeFigures: readonly HomeFigures[] = [
  ...orderFigures,
  ...shipmentFigures,
  ...deliveryFigures,
  ...restockFigures,
  ...countFigures,
  ...returnFigures,
  ...faultFigures,
  ...taskFigures,
]
