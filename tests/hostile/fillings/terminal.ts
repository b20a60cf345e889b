import type { Fillings } from './words.ts'

let pins = 0
/** Four digits that are no date, no run and no pattern; the same for both fields of a form. */
const pin = (): string => `${7294 + 10 * Math.floor(pins++ / 2)}`

/** Terminals, badges and PINs. */
export const terminalForms: Fillings = {
  'POST /warehouse/badges/pin': { with: { pin, again: pin }, drops: ['current', 'pin', 'again'] },
}
