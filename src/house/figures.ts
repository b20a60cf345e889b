import { orderFigures } from '../features/orders/orders/figures.ts'
import { taskFigures } from '../features/people/tasks/figures.ts'
import { shipmentFigures } from '../features/warehouse/shipments/figures.ts'
import type { HomeFigures } from '../web/figures.ts'

/** The figures on 工作台, offered by the departments. */
export const homeFigures: readonly HomeFigures[] = [...orderFigures, ...shipmentFigures, ...taskFigures]
