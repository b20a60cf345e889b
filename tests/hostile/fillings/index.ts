import { countForms } from './counts.ts'
import { goodsForms } from './goods.ts'
import { orderForms } from './orders.ts'
import { peopleForms } from './people.ts'
import { shippingForms } from './shipping.ts'
import { terminalForms } from './terminal.ts'
import type { Fillings } from './words.ts'

/** How all forms are filled that don't say it themselves. */
export const fillings: Fillings = {
  ...peopleForms,
  ...goodsForms,
  ...countForms,
  ...orderForms,
  ...shippingForms,
  ...terminalForms,
}
