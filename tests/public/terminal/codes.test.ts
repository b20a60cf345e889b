import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newBadgeCode } from '../../../src/features/warehouse/badges/codes.ts'
import { readCode } from '../../../src/features/warehouse/terminal/codes.ts'
import { COMMANDS } from '../../../src/features/warehouse/terminal/commands.ts'
import { codes, server } from './modules.ts'

describe('a key', () => {
  it.each([
    ['KeyA', false, false, 'a'],
    ['KeyA', true, false, 'A'],
    ['KeyA', false, true, 'A'],
    ['KeyA', true, true, 'a'],
    ['Digit7', false, false, '7'],
    ['Digit7', true, false, '&'],
    ['Numpad7', true, false, '7'],
    ['Minus', false, false, '-'],
    ['Minus', true, false, '_'],
    ['Space', false, false, ' '],
    ['NumpadSubtract', false, false, '-'],
    ['ShiftLeft', true, false, ''],
    ['F2', false, false, ''],
    ['', false, false, ''],
  ])(
    '%s with shift %s and locked capitals %s says %j, whatever an input method makes of it',
    (code, shift, caps, sign) => {
      expect(codes.signOf(code, shift, caps)).toBe(sign)
    },
  )
})

/** Signs with the pauses before them, in milliseconds. */
const keyed = (...parts: [text: string, pause: number][]): { sign: string; at: number }[] => {
  let at = 0
  return parts.flatMap(([text, pause]) =>
    [...text].map((sign, i) => ({ sign, at: (at += i === 0 ? Math.max(pause, 1) : pause) })),
  )
}

describe('what was keyed', () => {
  it.each([
    ['a gun’s burst', keyed(['6901234567892', 8]), '6901234567892'],
    ['a person’s typing', keyed(['6901234567892', 180]), '6901234567892'],
    ['a short number', keyed(['12', 150]), '12'],
    [
      'a burst after a key somebody leaned on',
      [...keyed(['x', 0]), ...keyed(['6901234567892', 8]).map((k) => ({ ...k, at: k.at + 2000 }))],
      '6901234567892',
    ],
    ['a slow gun', keyed(['6901234567892', 60]), '6901234567892'],
    [
      'fast typing after a pause that is no gun',
      [...keyed(['ab', 100]), ...keyed(['cde', 30]).map((k) => ({ ...k, at: k.at + 900 }))],
      'abcde',
    ],
    ['nothing', [], ''],
  ])('%s is %j', (_what, keys, code) => {
    expect(codes.scanIn(keys)).toBe(code)
  })
})

describe('codes', () => {
  it('are told as the server tells them: badges and commands', () => {
    for (let i = 0; i < 20; i += 1) {
      const code = newBadgeCode()
      expect(codes.isBadge(` ${code.toLowerCase()}\r`)).toBe(true)
    }
    for (const { code } of Object.values(COMMANDS)) expect(codes.isBadge(code)).toBe(false)
    const printable = fc.stringMatching(/^[ -~]{0,40}$/)
    fc.assert(
      fc.property(printable, (raw) => codes.plain(raw) === readCode(raw).toUpperCase() || raw.includes(']')),
    )
  })

  it('of scans are UUIDs that sort by the time of the page', () => {
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000].map((at) => codes.timeId(at))
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(Array.from({ length: 200 }, () => codes.timeId(1))).size).toBe(200)
  })
})

describe('an answer of the server', () => {
  it.each([
    [200, { judged: true, outcome: {} }, 'judged'],
    [200, { judged: false, why: 'locked' }, 'away'],
    [403, { error: '过期' }, 'away'],
    [409, { error: '属于另一台终端' }, 'refused'],
    [422, { error: '无法识别' }, 'refused'],
    [429, {}, 'later'],
    [500, {}, 'later'],
    [502, {}, 'later'],
    [503, {}, 'later'],
    [0, {}, 'later'],
    [200, {}, 'later'],
  ])('%i %j means %s', (status, body, kind) => {
    expect(server.sentFrom({ status, body, retryAfter: 0 }).kind).toBe(kind)
  })

  it('that there was too much says from when on to try again', () => {
    expect(server.sentFrom({ status: 429, body: {}, retryAfter: 37 })).toEqual({
      kind: 'later',
      after: 37_000,
    })
  })
})
