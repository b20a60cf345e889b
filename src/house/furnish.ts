import { setOrderParts } from '../features/orders/orders/parts.ts'
import { directory } from '../features/people/staff/directory.ts'
import { shipmentPart } from '../features/warehouse/shipments/order-part.ts'
import { furnish } from '../work/house.ts'
import { concerns } from './concerns.ts'
import { departments } from './departments.ts'
import { parameters } from './parameters.ts'
import { reactions } from './reactions.ts'

/** Hands over all tables of the house, once per process, before anything acts. */
export function furnishHouse(): void {
  const nouns = departments.flatMap(({ entries }) => entries.map(({ noun }) => noun))
  setOrderParts([shipmentPart])
  furnish({ nouns, directory, reactions, concerns, parameters })
}
