import { expect, it } from 'vitest'
import type { Command } from '../../../../../src/features/warehouse/terminal/commands.ts'
import { COMMANDS } from '../../../../../src/features/warehouse/terminal/commands.ts'
import type { Hand, Question, Screen } from '../../../../../src/features/warehouse/terminal/hand.ts'
import { EMPTY_HAND } from '../../../../../src/features/warehouse/terminal/hand.ts'
import { interpret } from '../../../../../src/features/warehouse/terminal/interpret.ts'
import type { Context } from '../../../../../src/features/warehouse/terminal/interpret/context.ts'
import type { Decision } from '../../../../../src/features/warehouse/terminal/interpret/decision.ts'
import type { Found, Reading } from '../../../../../src/features/warehouse/terminal/interpret/reading.ts'

/** What differs from a clerk with empty hands. */
export interface World extends Partial<Omit<Context, 'hand'>> {
  hand?: Partial<Hand>
  asked?: Question
}

function context({ hand, asked, ...more }: World): Context {
  return {
    personId: 5,
    parcel: null,
    wave: null,
    batch: [],
    delivery: null,
    turn: null,
    closed: {},
    lying: null,
    hand: { ...EMPTY_HAND, ...hand, asked: asked ?? null },
    ...more,
  }
}

const reading = (more: Partial<Reading>): Reading => ({
  code: 'X',
  command: null,
  number: null,
  badge: false,
  found: null,
  ...more,
})
export const say = (command: Command): Reading => reading({ code: COMMANDS[command].code, command })
export const type = (number: number): Reading => reading({ code: String(number), number })
export const unknown: Reading = reading({})
export const found = (one: Found): Reading => reading({ found: one })
export const goods = (skuId: number, name: string, quantity = 1): Reading =>
  found({ kind: 'goods', skuId, code: `S${skuId}`, name, quantity, quarantined: false })
export const place = (id: number, code: string, goodsClass: string | null = null, storage = true): Reading =>
  found({ kind: 'place', id, code, storage, goodsClass, count: null })
export const slip: Reading = found({
  kind: 'parcel',
  id: 7,
  number: 'CK1',
  state: 'PICKED',
  warning: null,
  carrier: null,
  by: 'number',
  openAt: null,
})
export const waveSlip: Reading = found({
  kind: 'wave',
  id: 3,
  number: 'BC1',
  state: 'PICKING',
  pickerId: null,
  pickerName: null,
})

export type Case = [what: string, world: World, reading: Reading, decision: Decision]

/** Says of each case what the scan means on a screen. */
export function check(screen: Screen, cases: Case[]): void {
  it.each(cases)('%s', (_what, world, read, decision) => {
    expect(interpret(screen, context(world), read)).toEqual(decision)
  })
}
