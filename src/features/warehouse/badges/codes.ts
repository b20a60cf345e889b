import { randomDigits } from '../../../lib/tokens.ts'

/** By this beginning a terminal knows that somebody shows his card, whatever the screen waits for. */
const PREFIX = 'GP'
/** As hard to guess as 80 random bits; two digits take the room of one letter, so that a card is wide enough. */
const LENGTH = 24

/** A new badge's code. It's printed on the card and known nowhere else. */
export function newBadgeCode(): string {
  return PREFIX + randomDigits(LENGTH)
}

/** Whether a scanned code, in capitals, looks like a badge's. */
export function isBadgeCode(code: string): boolean {
  return new RegExp(`^${PREFIX}\\d{${LENGTH}}$`).test(code)
}
