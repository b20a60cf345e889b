import { describe, expect, it } from 'vitest'
import type { Present, Sent } from '../../../../src/features/warehouse/terminal/chain.ts'
import { screenOf, staleness, subjectOn } from '../../../../src/features/warehouse/terminal/chain.ts'
import { EMPTY_HAND, handOf } from '../../../../src/features/warehouse/terminal/hand.ts'
import { moment } from '../../../../src/lib/dates.ts'

const sent = (more: Partial<Sent> = {}): Sent => ({
  id: 'this',
  session: 1,
  screen: 'pack',
  subject: 7,
  follows: null,
  code: '690',
  scannedAt: moment('2026-11-23'),
  ...more,
})
const present = (more: Partial<Present> = {}): Present => ({
  id: 1,
  hand: { ...EMPTY_HAND, screen: 'pack', last: 'before', open: { pack: 7, pick: 3 } },
  ...more,
})
const broken = { ...present().hand, broken: true }

describe('a scan still means what the clerk meant', () => {
  it.each([
    ['made in view of the open parcel', sent(), present(), null],
    ['made in view of the open wave', sent({ screen: 'pick', subject: 3 }), present(), null],
    ['made where nothing can be open', sent({ screen: 'hand-over', subject: null }), present(), null],
    ['made blind after the scan judged last', sent({ follows: 'before', subject: null }), present(), null],
    ['of another clerk’s session', sent({ session: 2 }), present(), 'stale-session'],
    ['of a parcel that is no longer open', sent({ subject: 8 }), present(), 'stale-subject'],
    ['made before a parcel was opened elsewhere', sent({ subject: null }), present(), 'stale-subject'],
    ['of a parcel when none is open', sent(), present({ hand: EMPTY_HAND }), 'stale-subject'],
    ['whose predecessor was never judged', sent({ follows: 'lost' }), present(), 'out-of-order'],
    [
      'made blind after a refusal that changes everything',
      sent({ follows: 'before' }),
      present({ hand: broken }),
      'after-refusal',
    ],
    ['made in view of such a refusal', sent(), present({ hand: broken }), null],
  ])('%s', (_case, scan, now, why) => {
    expect(staleness(scan, now)).toBe(why)
  })
})

describe('the screen of a scan', () => {
  it('is the one the clerk saw, or, for a blind one, the one to which the scan before it led', () => {
    const now = present({ hand: { ...EMPTY_HAND, screen: 'pick', last: 'before' } })
    expect(screenOf(sent({ screen: 'menu' }), now)).toBe('menu')
    expect(screenOf(sent({ screen: 'menu', follows: 'before' }), now)).toBe('pick')
  })

  it('has a parcel or a wave open, or nothing', () => {
    const { hand } = present()
    expect(
      ['menu', 'pick', 'pack', 'hand-over', 'problem'].map((one) => subjectOn(one as 'pick', hand)),
    ).toEqual([null, 3, 7, null, null])
  })
})

describe('what is kept of a hand', () => {
  it('is read back as it was', () => {
    const hand = {
      ...EMPTY_HAND,
      screen: 'pick',
      place: 4,
      asked: { kind: 'take-wave', waveId: 3 },
      batch: [1, 2],
    }
    expect(handOf(JSON.parse(JSON.stringify(hand)))).toEqual(hand)
  })

  it('is an empty hand where this version doesn’t understand it', () => {
    for (const strange of [null, 'x', { screen: 'dance' }, { batch: ['1'] }]) {
      expect(handOf(strange)).toEqual(EMPTY_HAND)
    }
  })
})
