import { describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../../../../src/generated/prisma/enums.ts'
import type {
  DeliveryInHand,
  DeliveryLine,
} from '../../../../../src/features/warehouse/terminal/interpret/context.ts'
import { breaks, refuse } from '../../../../../src/features/warehouse/terminal/interpret/decision.ts'
import { summary } from '../../../../../src/features/warehouse/terminal/interpret/receive.ts'
import type { Reading } from '../../../../../src/features/warehouse/terminal/interpret/reading.ts'
import type { World } from './world.ts'
import { check, found, goods, place, say, slip, type, unknown, waveSlip } from './world.ts'

const line = (more: Partial<DeliveryLine> = {}): DeliveryLine => ({
  skuId: 11,
  name: '马克杯',
  announced: 12,
  received: 0,
  counted: 0,
  countedBad: 0,
  goodsClass: '餐具',
  ...more,
})
const delivery = (...lines: DeliveryLine[]): DeliveryInHand => ({
  id: 4,
  number: 'DH1',
  state: 'ARRIVED',
  lines: lines.length > 0 ? lines : [line()],
})
const open = (...lines: DeliveryLine[]): World => ({ delivery: delivery(...lines) })
/** Pieces of the first line were counted last. */
const counted = (more: Partial<DeliveryLine> = {}): World => ({
  ...open(line({ counted: 3, ...more })),
  hand: { counted: { skuId: 11, quantity: 3 } },
})
const note = (state: DeliveryState = 'EXPECTED', id = 4): Reading =>
  found({ kind: 'delivery', id, number: `DH${id}`, state })

describe('receiving, with no delivery open', () => {
  check('receive', [
    ['a note opens its delivery', {}, note(), { do: 'open-delivery', deliveryId: 4 }],
    ['one that has come before', {}, note('ARRIVED'), { do: 'open-delivery', deliveryId: 4 }],
    ['the rest of one', {}, note('PARTLY_RECEIVED'), { do: 'open-delivery', deliveryId: 4 }],
    ['one that is over', {}, note('RECEIVED'), refuse('delivery-ended', 'DH4')],
    ['one with a difference', {}, note('DISPUTED'), refuse('delivery-ended', 'DH4')],
    ['one closed short', {}, note('CLOSED_SHORT'), refuse('delivery-ended', 'DH4')],
    ['a cancelled one', {}, note('CANCELLED'), refuse('delivery-cancelled', 'DH4')],
    ['goods', {}, goods(11, '马克杯'), refuse('need-delivery')],
    ['a number', {}, type(3), refuse('need-delivery')],
    ['a shelf', {}, place(21, 'A-01'), refuse('need-delivery')],
    ['nothing that we know', {}, unknown, refuse('unknown')],
    ['next: goods that nobody announced', {}, say('next'), { do: 'ask', question: { kind: 'unannounced' } }],
    ['and confirmed', { asked: { kind: 'unannounced' } }, say('confirm'), { do: 'begin-unannounced' }],
    ['or left', { asked: { kind: 'unannounced' } }, say('cancel'), { do: 'forget' }],
    ['confirm', {}, say('confirm'), refuse('nothing-asked')],
    ['cancel', {}, say('cancel'), refuse('nothing-open')],
    ['undo', {}, say('undo'), refuse('nothing-to-undo')],
    ['problem', {}, say('problem'), refuse('need-delivery')],
  ])
})

describe('receiving an open delivery', () => {
  check('receive', [
    ['goods count', open(), goods(11, '马克杯'), { do: 'receive', skuId: 11, quantity: 1 }],
    [
      'a carton counts as its pieces',
      open(),
      goods(11, '马克杯', 12),
      { do: 'receive', skuId: 11, quantity: 12 },
    ],
    ['a number counts more of the last', counted(), type(9), { do: 'receive', skuId: 11, quantity: 9 }],
    ['a number before goods', open(), type(9), refuse('need-counted')],
    [
      'more than announced is asked about',
      open(line({ counted: 12 })),
      goods(11, '马克杯'),
      {
        do: 'ask',
        question: { kind: 'extra', skuId: 11, quantity: 1 },
        about: '马克杯 应到 12 件，只差 0 件',
      },
    ],
    [
      'once: then the clerk knows',
      open(line({ counted: 13 })),
      goods(11, '马克杯'),
      { do: 'receive', skuId: 11, quantity: 1 },
    ],
    [
      'goods that weren’t announced',
      open(),
      goods(12, '杯盖', 2),
      { do: 'ask', question: { kind: 'extra', skuId: 12, quantity: 2 }, about: '杯盖 不在到货单上' },
    ],
    [
      'are taken when confirmed',
      { ...open(), asked: { kind: 'extra', skuId: 12, quantity: 2 } },
      say('confirm'),
      { do: 'receive', skuId: 12, quantity: 2 },
    ],
    ['its own note again', open(), note(), refuse('same-delivery', 'DH1')],
    ['another note', open(), note('EXPECTED', 5), refuse('other-delivery', 'DH1')],
    ['a parcel’s slip', open(), slip, refuse('parcel-not-here', 'CK1')],
    ['a wave', open(), waveSlip, refuse('wave-not-here', 'BC1')],
    ['nothing that we know', open(), unknown, refuse('unknown')],
    ['next', open(), say('next'), refuse('other-delivery', 'DH1')],
    ['undo', open(), say('undo'), { do: 'unreceive' }],
    ['cancel puts it aside', open(), say('cancel'), { do: 'close-delivery' }],
  ])
})

describe('what is wrong with counted pieces', () => {
  check('receive', [
    ['before goods', open(), say('problem'), refuse('need-counted')],
    ['is asked', counted(), say('problem'), { do: 'ask', question: { kind: 'fault' }, about: '马克杯 3 件' }],
    [
      'and answered by number',
      { ...counted(), asked: { kind: 'fault' } },
      type(2),
      { do: 'reject', fault: 'COLOR' },
    ],
    ['that is offered', { ...counted(), asked: { kind: 'fault' } }, type(99), refuse('not-offered')],
    ['or left', { ...counted(), asked: { kind: 'fault' } }, say('cancel'), { do: 'forget' }],
  ])
})

describe('where counted pieces go', () => {
  const put = { do: 'put', skuId: 11, locationId: 21 } as const
  check('receive', [
    ['before goods', open(), place(21, 'A-01'), refuse('need-counted')],
    ['is a shelf for their class', counted(), place(21, 'A-01', '餐具'), put],
    ['or for any', counted(), place(21, 'A-01'), put],
    [
      'goods without a usual place fit everywhere',
      counted({ goodsClass: null }),
      place(21, 'A-01', '家纺'),
      put,
    ],
    ['quarantine is none', counted(), place(22, 'GL-01', null, false), refuse('not-storage', 'GL-01')],
    [
      'a shelf for other goods is asked about',
      counted(),
      place(21, 'C-01', '家纺'),
      {
        do: 'ask',
        question: { kind: 'wrong-class', skuId: 11, locationId: 21 },
        about: 'C-01 放“家纺”，马克杯 是“餐具”',
      },
    ],
    [
      'and taken when confirmed',
      { ...counted(), asked: { kind: 'wrong-class', skuId: 11, locationId: 21 } },
      say('confirm'),
      put,
    ],
  ])
})

describe('posting', () => {
  check('receive', [
    ['nothing', open(), say('confirm'), refuse('nothing-counted')],
    [
      'is asked with what it comes to',
      open(line({ counted: 9, countedBad: 2 }), line({ skuId: 12, announced: 0, counted: 1 })),
      say('confirm'),
      { do: 'ask', question: { kind: 'post-delivery' }, about: '合格 10 件，不合格 2 件，还少 1 件' },
    ],
    ['and done', { ...counted(), asked: { kind: 'post-delivery' } }, say('confirm'), { do: 'post-delivery' }],
  ])

  it('sums up what is complete in few words', () => {
    expect(summary(delivery(line({ counted: 12 })))).toBe('合格 12 件')
  })
})

describe('on other screens', () => {
  for (const screen of ['pick', 'pack', 'hand-over', 'problem', 'transfer'] as const) {
    check(screen, [[`${screen}: a delivery note`, {}, note(), refuse('delivery-not-here', 'DH4')]])
  }
  check('menu', [['the menu: a delivery note opens it', {}, note(), { do: 'open-delivery', deliveryId: 4 }]])

  it('blind scans don’t count after a delivery was refused', () => {
    expect(
      (['need-delivery', 'other-delivery', 'delivery-ended', 'not-storage'] as const).every(breaks),
    ).toBe(true)
    expect(breaks('same-delivery')).toBe(false)
  })
})
