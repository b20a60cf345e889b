import { describe } from 'vitest'
import type { LyingThere } from '../../../../../src/features/warehouse/terminal/interpret/context.ts'
import { refuse } from '../../../../../src/features/warehouse/terminal/interpret/decision.ts'
import type { World } from './world.ts'
import { check, goods, place, say, slip, type, unknown, waveSlip } from './world.ts'

const cup = { skuId: 11, name: '马克杯', free: 5, goodsClass: '餐具' }
const lid = { skuId: 12, name: '杯盖', free: 2, goodsClass: null }
const lying = (...there: LyingThere['goods']): LyingThere => ({
  locationId: 21,
  location: 'A-01',
  hidden: false,
  goods: there,
})
const at = (skuId: number | null = null, quantity = 0, there = lying(cup, lid)): World => ({
  lying: there,
  hand: { carried: { from: 21, skuId, quantity } },
})
const carry = (skuId: number | null, quantity: number) =>
  ({ do: 'carry', carried: { from: 21, skuId, quantity } }) as const

describe('carrying goods from shelf to shelf', () => {
  check('transfer', [
    ['begins at a shelf', {}, place(21, 'A-01'), carry(null, 0)],
    ['not in quarantine', {}, place(22, 'GL-01', null, false), refuse('not-storage', 'GL-01')],
    ['goods before a shelf', {}, goods(11, '马克杯'), refuse('need-from')],
    ['a number before a shelf', {}, type(3), refuse('need-from')],
    ['nothing that we know', {}, unknown, refuse('unknown')],
    [
      'another shelf before goods is where it begins',
      at(),
      place(30, 'B-01'),
      { do: 'carry', carried: { from: 30, skuId: null, quantity: 0 } },
    ],
    ['pieces', at(), goods(11, '马克杯'), carry(11, 1)],
    ['more pieces', at(11, 1), goods(11, '马克杯', 2), carry(11, 3)],
    ['typed ones', at(11, 1), type(4), carry(11, 5)],
    ['typed ones of the only goods there', at(null, 0, lying(cup)), type(2), carry(11, 2)],
    ['typed ones of several goods', at(), type(2), refuse('need-goods')],
    ['more than lie there', at(11, 5), goods(11, '马克杯'), refuse('too-few', 'A-01 能移的有 5 件。')],
    [
      'more than lie where is being counted, without saying how many do',
      { ...at(11, 5), lying: { ...lying(cup), hidden: true } },
      goods(11, '马克杯'),
      refuse('too-few', 'A-01 正在盘点，账面件数不显示。'),
    ],
    ['goods that don’t lie there', at(), goods(13, '碗'), refuse('not-lying', 'A-01 没有 碗。')],
    ['other goods meanwhile', at(11, 1), goods(12, '杯盖'), refuse('other-goods', '马克杯')],
    ['ends at another shelf', at(11, 2), place(30, 'B-01', '餐具'), { do: 'move-goods', locationId: 30 }],
    ['not at the same', at(11, 2), place(21, 'A-01'), refuse('same-shelf', 'A-01')],
    ['nor in quarantine', at(11, 2), place(22, 'GL-01', null, false), refuse('not-storage', 'GL-01')],
    [
      'at one for other goods only when asked',
      at(11, 2),
      place(30, 'C-01', '家纺'),
      {
        do: 'ask',
        question: { kind: 'move-wrong-class', locationId: 30 },
        about: 'C-01 放“家纺”，马克杯 是“餐具”',
      },
    ],
    [
      'and confirmed',
      { ...at(11, 2), asked: { kind: 'move-wrong-class', locationId: 30 } },
      say('confirm'),
      { do: 'move-goods', locationId: 30 },
    ],
    [
      'or left',
      { ...at(11, 2), asked: { kind: 'move-wrong-class', locationId: 30 } },
      say('cancel'),
      { do: 'forget' },
    ],
    ['confirm without a question', at(11, 2), say('confirm'), refuse('nothing-asked')],
    ['undo puts the pieces back', at(11, 2), say('undo'), carry(null, 0)],
    ['then the shelf', at(), say('undo'), { do: 'carry', carried: null }],
    ['and no further', {}, say('undo'), refuse('nothing-to-undo')],
    ['cancel ends it', at(11, 2), say('cancel'), { do: 'carry', carried: null }],
    ['with nothing begun', {}, say('cancel'), refuse('nothing-open')],
    ['a parcel’s slip', at(), slip, refuse('parcel-not-here', 'CK1')],
    ['a wave', at(), waveSlip, refuse('wave-not-here', 'BC1')],
  ])
})
