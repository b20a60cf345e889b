import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../src/features/warehouse/terminal/commands.ts'
import { COMMANDS, commandOf } from '../../../../src/features/warehouse/terminal/commands.ts'
import type { Hand, Question, Screen } from '../../../../src/features/warehouse/terminal/hand.ts'
import { EMPTY_HAND, SCREENS } from '../../../../src/features/warehouse/terminal/hand.ts'
import type { PlaceToCount } from '../../../../src/features/warehouse/counts/queries.ts'
import { MENU, interpret } from '../../../../src/features/warehouse/terminal/interpret.ts'
import type {
  BatchParcel,
  Context,
  ParcelInHand,
  PickTask,
  ReturnInHand,
  TurnInHand,
  WaveInHand,
} from '../../../../src/features/warehouse/terminal/interpret/context.ts'
import type { Decision } from '../../../../src/features/warehouse/terminal/interpret/decision.ts'
import { breaks, refuse } from '../../../../src/features/warehouse/terminal/interpret/decision.ts'
import type {
  Found,
  Goods,
  ParcelFound,
  PlaceFound,
  Reading,
  WaveFound,
} from '../../../../src/features/warehouse/terminal/interpret/reading.ts'

import type { Sendback } from '../../../../src/features/warehouse/returns/find.ts'
const opened: Decision = { do: 'open-parcel', shipmentId: 7 }

/** One SKU twice, another once. */
const lines = [
  { id: 1, skuId: 11, quantity: 2, checked: 0 },
  { id: 2, skuId: 12, quantity: 1, checked: 0 },
]
const parcel = (more: Partial<ParcelInHand> = {}): ParcelInHand => ({
  id: 7,
  number: 'CK1',
  state: 'PICKED',
  expected: [],
  carrier: null,
  lines,
  ...more,
})
const full = (more: Partial<ParcelInHand> = {}): ParcelInHand =>
  parcel({ lines: lines.map((line) => ({ ...line, checked: line.quantity })), ...more })

const task = (more: Partial<PickTask>): PickTask => ({
  locationId: 21,
  location: 'A-01',
  skuId: 11,
  quantity: 3,
  picked: 0,
  ...more,
})
const wave = (...tasks: PickTask[]): WaveInHand => ({ id: 3, number: 'BC1', state: 'PICKING', tasks })
const walk = wave(task({}), task({ locationId: 22, location: 'B-02', skuId: 12, quantity: 1 }))
const walked = wave(task({ picked: 3 }))

const batch: BatchParcel[] = [{ id: 9, number: 'CK9', carrier: '圆通速递', held: null }]
/** One that was stopped after its scan, and one scanned after it. */
const withHeld: BatchParcel[] = [{ id: 8, number: 'CK8', carrier: null, held: 'CK8 不能交接。' }, ...batch]

interface World extends Partial<Omit<Context, 'hand'>> {
  hand?: Partial<Hand>
  asked?: Question
}
const context = ({ hand, asked, ...more }: World = {}): Context => ({
  personId: 5,
  parcel: null,
  wave: null,
  batch: [],
  returned: null,
  closed: {},
  turn: null,
  delivery: null,
  lying: null,
  hand: { ...EMPTY_HAND, ...hand, asked: asked ?? null },
  ...more,
})

const reading = (more: Partial<Reading>): Reading => ({
  code: 'X',
  command: null,
  number: null,
  badge: false,
  found: null,
  ...more,
})
const say = (command: Command): Reading => reading({ code: COMMANDS[command].code, command })
const type = (number: number): Reading => reading({ code: String(number), number })
const unknown = (code: string): Reading => reading({ code })
const found = (one: Found, code = 'X'): Reading => reading({ code, found: one })
const goods = (more: Partial<Goods> = {}): Reading =>
  found({ kind: 'goods', skuId: 11, code: 'S11', name: '外套', quantity: 1, quarantined: false, ...more })
const slip = (more: Partial<ParcelFound> = {}, code = 'CK1'): Reading =>
  found(
    {
      kind: 'parcel',
      id: 7,
      number: 'CK1',
      state: 'PICKED',
      warning: null,
      carrier: null,
      by: 'number',
      openAt: null,
      ...more,
    },
    code,
  )
const waveSlip = (more: Partial<WaveFound> = {}): Reading =>
  found({ kind: 'wave', id: 3, number: 'BC1', state: 'PICKING', pickerId: null, pickerName: null, ...more })
const toCount = (more: Partial<PlaceToCount> = {}): PlaceToCount => ({
  state: 'OPEN',
  counterId: null,
  counter: null,
  another: false,
  ...more,
})
const turn = (more: Partial<TurnInHand> = {}): TurnInHand => ({
  id: 31,
  locationId: 21,
  location: 'A-01',
  number: 'PD1',
  round: 1,
  tallies: [],
  only: null,
  ...more,
})
const place = (id: number, code: string, more: Partial<PlaceFound> = {}): Reading =>
  found({ kind: 'place', id, code, storage: true, goodsClass: null, count: null, ...more })

type Case = [what: string, world: World, reading: Reading, decision: Decision]
const check = (screen: Screen, cases: Case[]): void => {
  it.each(cases)('%s', (_what, world, read, decision) => {
    expect(interpret(screen, context(world), read)).toEqual(decision)
  })
}

describe('on every screen', () => {
  it.each(SCREENS)('%s: commands that lead elsewhere lead there, and a badge is told apart', (screen) => {
    for (const world of [{}, { parcel: parcel() }, { wave: walk }, { batch }]) {
      const here = context(world)
      expect(interpret(screen, here, say('lock'))).toEqual({ do: 'lock' })
      expect(interpret(screen, here, say('menu'))).toEqual({ do: 'go', screen: 'menu' })
      for (const other of ['pick', 'pack', 'hand-over', 'returns'] as const) {
        expect(interpret(screen, here, say(other))).toEqual({ do: 'go', screen: other })
      }
      expect(interpret(screen, here, reading({ badge: true }))).toEqual(refuse('badge'))
    }
  })

  it.each(SCREENS)('%s: a code of nothing of ours is unknown', (screen) => {
    expect(interpret(screen, context(), unknown('???'))).toEqual(refuse('unknown'))
  })
})

describe('counting', () => {
  const open: World = { turn: turn() }
  const found: World = { turn: turn({ tallies: [{ skuId: 11, name: '外套', quantity: 3 }] }) }
  const next = { kind: 'next-place', locationId: 22 } as const
  const take = { kind: 'take-place', locationId: 21 } as const
  check('count', [
    [
      'a location of a count',
      {},
      place(21, 'A-01', { count: toCount() }),
      { do: 'begin-place', locationId: 21, takeOver: false },
    ],
    [
      'a location to be counted again',
      {},
      place(21, 'A-01', { count: toCount({ state: 'RECOUNT' }) }),
      { do: 'begin-place', locationId: 21, takeOver: false },
    ],
    ['a location of no count', {}, place(21, 'A-01'), refuse('not-to-count', 'A-01')],
    [
      'a location that is done',
      {},
      place(21, 'A-01', { count: toCount({ state: 'COUNTED' }) }),
      refuse('place-counted', 'A-01'),
    ],
    [
      'a recount of one’s own count',
      {},
      place(21, 'A-01', { count: toCount({ state: 'RECOUNT', another: true }) }),
      refuse('recount-by-another', 'A-01'),
    ],
    [
      'a location where somebody else counts is asked about',
      {},
      place(21, 'A-01', { count: toCount({ state: 'COUNTING', counterId: 6, counter: '小李' }) }),
      { do: 'ask', question: take, about: '小李' },
    ],
    [
      'and taken over',
      { asked: take },
      say('confirm'),
      { do: 'begin-place', locationId: 21, takeOver: true },
    ],
    [
      'a location that one had begun oneself',
      {},
      place(21, 'A-01', { count: toCount({ state: 'COUNTING', counterId: 5, counter: '我' }) }),
      { do: 'begin-place', locationId: 21, takeOver: false },
    ],
    ['goods before a location', {}, goods(), refuse('need-place')],
    ['a number before a location', {}, type(3), refuse('need-place')],
    ['a wave’s slip', open, waveSlip(), refuse('wave-not-here', 'BC1')],
    ['a parcel’s slip', open, slip(), refuse('parcel-not-here', 'CK1')],
    ['a piece', open, goods(), { do: 'count', skuId: 11, quantity: 1, name: '外套' }],
    ['a carton', open, goods({ quantity: 12 }), { do: 'count', skuId: 11, quantity: 12, name: '外套' }],
    [
      'a set-apart piece is counted where it lies',
      open,
      goods({ quarantined: true }),
      { do: 'count', skuId: 11, quantity: 1, name: '外套' },
    ],
    [
      'goods that aren’t asked for',
      { turn: turn({ only: [12] }) },
      goods(),
      refuse('not-asked-here', '外套'),
    ],
    ['a number before goods', open, type(3), refuse('need-goods')],
    [
      'a number after goods is all of them',
      { ...found, hand: { tallied: 11 } },
      type(24),
      { do: 'count-as', skuId: 11, quantity: 24 },
    ],
    ['undo takes back', found, say('undo'), { do: 'uncount' }],
    ['undo without a location', {}, say('undo'), refuse('nothing-to-undo')],
    ['confirm ends the location', found, say('confirm'), { do: 'finish-place' }],
    [
      'confirm on nothing found is asked about',
      open,
      say('confirm'),
      { do: 'ask', question: { kind: 'empty-place' }, about: 'A-01' },
    ],
    [
      'and means an empty location',
      { ...open, asked: { kind: 'empty-place' } },
      say('confirm'),
      { do: 'finish-place' },
    ],
    ['confirm without a location', {}, say('confirm'), refuse('nothing-asked')],
    ['the same location again', found, place(21, 'A-01', { count: toCount() }), refuse('same-place', 'A-01')],
    [
      'the next location asks about the one before',
      found,
      place(22, 'A-02', { count: toCount() }),
      { do: 'ask', question: next, about: 'A-01|A-02' },
    ],
    [
      'and once more says yes',
      { ...found, asked: next },
      place(22, 'A-02', { count: toCount() }),
      { do: 'next-place', locationId: 22 },
    ],
    ['as does confirm', { ...found, asked: next }, say('confirm'), { do: 'next-place', locationId: 22 }],
    [
      'a third location asks anew',
      { ...found, asked: next },
      place(23, 'A-03', { count: toCount() }),
      { do: 'ask', question: { kind: 'next-place', locationId: 23 }, about: 'A-01|A-03' },
    ],
    ['cancel keeps on counting', { ...found, asked: next }, say('cancel'), { do: 'forget' }],
    [
      'cancel asks before it drops what was counted',
      found,
      say('cancel'),
      { do: 'ask', question: { kind: 'leave-place' }, about: 'A-01' },
    ],
    [
      'and then drops it',
      { ...found, asked: { kind: 'leave-place' } },
      say('confirm'),
      { do: 'leave-place' },
    ],
    ['cancel leaves where nothing was counted', open, say('cancel'), { do: 'leave-place' }],
    ['cancel with nothing open', {}, say('cancel'), refuse('nothing-open')],
    ['下一单 while a location is open', found, say('next'), refuse('other-place-open', 'A-01')],
    ['下一单 with nothing open', {}, say('next'), { do: 'ready' }],
  ])
  check('menu', [
    [
      'a location of a count opens it from the menu',
      {},
      place(21, 'A-01', { count: toCount() }),
      { do: 'begin-place', locationId: 21, takeOver: false },
    ],
  ])
})

describe('packing, with no parcel open', () => {
  check('pack', [
    ['a slip opens its parcel', {}, slip(), { do: 'open-parcel', shipmentId: 7 }],
    [
      'a waybill bound before opens its parcel',
      {},
      slip({ by: 'waybill' }),
      { do: 'open-parcel', shipmentId: 7 },
    ],
    ['a parcel not picked yet', {}, slip({ state: 'PICKING' }), refuse('not-picked', 'CK1')],
    ['a parcel without a wave', {}, slip({ state: 'READY' }), refuse('not-picked', 'CK1')],
    ['a parcel out of stock', {}, slip({ state: 'OUT_OF_STOCK' }), refuse('out-of-stock', 'CK1')],
    ['a packed parcel', {}, slip({ state: 'PACKED' }), refuse('packed', 'CK1')],
    ['a shipped parcel', {}, slip({ state: 'SHIPPED' }), refuse('shipped', 'CK1')],
    ['a cancelled parcel', {}, slip({ state: 'CANCELLED' }), refuse('cancelled', 'CK1')],
    ['a stopped parcel', {}, slip({ state: 'STOPPED', warning: '申请退款' }), refuse('stopped', '申请退款')],
    [
      'a parcel open at another terminal is asked about',
      {},
      slip({ openAt: '二号台（小李）' }),
      { do: 'ask', question: { kind: 'take-parcel', shipmentId: 7 }, about: '二号台（小李）' },
    ],
    [
      'and confirmed',
      { asked: { kind: 'take-parcel', shipmentId: 7 } },
      say('confirm'),
      { do: 'open-parcel', shipmentId: 7 },
    ],
    [
      'or its slip scanned again',
      { asked: { kind: 'take-parcel', shipmentId: 7 } },
      slip({ openAt: '二号台' }),
      { do: 'open-parcel', shipmentId: 7 },
    ],
    ['or left', { asked: { kind: 'take-parcel', shipmentId: 7 } }, say('cancel'), { do: 'forget' }],
    ['goods before a slip', {}, goods(), refuse('need-parcel', '外套')],
    ['a wave number', {}, waveSlip(), refuse('wave-not-here', 'BC1')],
    ['a location', {}, place(21, 'A-01'), refuse('place-not-here', 'A-01')],
    ['a number', {}, type(3), refuse('number-not-here')],
    ['confirm', {}, say('confirm'), refuse('nothing-asked')],
    ['cancel', {}, say('cancel'), refuse('nothing-open')],
    ['undo', {}, say('undo'), refuse('nothing-to-undo')],
    ['next', {}, say('next'), { do: 'ready' }],
  ])
})

describe('packing, with a parcel open', () => {
  const open = { parcel: parcel() }
  check('pack', [
    ['a piece counts', open, goods(), { do: 'check', skuId: 11, quantity: 1, name: '外套' }],
    [
      'a carton counts as many pieces',
      open,
      goods({ quantity: 2 }),
      { do: 'check', skuId: 11, quantity: 2, name: '外套' },
    ],
    ['a carton with more than is missing', open, goods({ quantity: 3 }), refuse('carton-too-many', '2')],
    ['a piece of another order', open, goods({ skuId: 99 }), refuse('not-this-order', '外套')],
    [
      'a piece that is set apart',
      open,
      goods({ skuId: 99, quarantined: true }),
      refuse('quarantined', '外套'),
    ],
    [
      'a piece too many',
      {
        parcel: parcel({
          lines: [{ ...lines[0], id: 1, skuId: 11, quantity: 2, checked: 2 }, lines[1] as never],
        }),
      },
      goods(),
      refuse('complete', '外套'),
    ],
    ['its own slip again', open, slip(), refuse('same-parcel', 'CK1')],
    ['the slip of another parcel', open, slip({ id: 8, number: 'CK8' }), refuse('other-parcel', 'CK1')],
    ['a waybill of another parcel', open, slip({ id: 8, by: 'waybill' }), refuse('other-parcel', 'CK1')],
    ['a waybill while pieces are missing', open, unknown('YT1234567890123'), refuse('incomplete', '3')],
    ['an unknown code while pieces are missing', open, unknown('123456789012345'), refuse('unknown')],
    ['confirm while pieces are missing', open, say('confirm'), refuse('incomplete', '3')],
    ['next while pieces are missing', open, say('next'), refuse('incomplete', '3')],
    ['cancel puts it aside', open, say('cancel'), { do: 'close-parcel' }],
    ['undo takes back', open, say('undo'), { do: 'uncheck' }],
    ['problem', open, say('problem'), { do: 'go', screen: 'problem' }],
    ['a number', open, type(2), refuse('number-not-here')],
  ])
})

describe('packing, with everything checked', () => {
  const open = { parcel: full() }
  const asked = { kind: 'carrier', trackingNumber: '123456789012' } as const
  check('pack', [
    [
      'the waybill closes the parcel',
      open,
      unknown('yt1234567890123'),
      { do: 'pack', trackingNumber: 'YT1234567890123', carrier: '圆通速递' },
    ],
    [
      'a waybill whose look says nothing is asked about',
      open,
      unknown('123456789012'),
      { do: 'ask', question: asked },
    ],
    [
      'and answered by a number',
      { ...open, asked },
      type(2),
      { do: 'pack', trackingNumber: '123456789012', carrier: '中通快递' },
    ],
    ['but not by another number', { ...open, asked }, type(99), refuse('not-offered')],
    ['nor by confirm', { ...open, asked }, say('confirm'), refuse('not-offered')],
    ['and left', { ...open, asked }, say('cancel'), { do: 'forget' }],
    [
      'the carrier that the platform knows needs no asking',
      { parcel: full({ carrier: '韵达' }) },
      unknown('123456789012'),
      { do: 'pack', trackingNumber: '123456789012', carrier: '韵达快递' },
    ],
    [
      'what the number says goes before what the platform says',
      { parcel: full({ carrier: '韵达' }) },
      unknown('SF1234567890123'),
      { do: 'pack', trackingNumber: 'SF1234567890123', carrier: '顺丰速运' },
    ],
    [
      'the same carrier is called as the platform knows it',
      { parcel: full({ carrier: '圆通' }) },
      unknown('YT1234567890123'),
      { do: 'pack', trackingNumber: 'YT1234567890123', carrier: '圆通速递' },
    ],
    [
      'the waybill that was imported',
      { parcel: full({ expected: ['YT1234567890123'] }) },
      unknown('YT1234567890123'),
      { do: 'pack', trackingNumber: 'YT1234567890123', carrier: '圆通速递' },
    ],
    [
      'another than was imported',
      { parcel: full({ expected: ['YT1234567890123'] }) },
      unknown('YT9999999999999'),
      refuse('wrong-waybill', 'YT1234567890123'),
    ],
    [
      'a waybill bound to another parcel',
      open,
      slip({ id: 8, number: 'CK8', by: 'waybill' }),
      refuse('wrong-waybill', 'CK8'),
    ],
    ['an article number that we don’t know is no waybill', open, unknown('6901234567892'), refuse('unknown')],
    ['a surplus piece', open, goods(), refuse('complete', '外套')],
    ['the slip of the next parcel', open, slip({ id: 8, number: 'CK8' }), refuse('other-parcel', 'CK1')],
    ['next without a waybill', open, say('next'), refuse('need-waybill')],
    ['confirm without a waybill', open, say('confirm'), refuse('need-waybill')],
  ])
})

describe('picking', () => {
  const at = (locationId: number, more: World = {}): World => ({
    wave: walk,
    ...more,
    hand: { place: locationId, ...more.hand },
  })
  const takeWave = { kind: 'take-wave', waveId: 3 } as const
  const finish = { kind: 'finish-wave', waveId: 3 } as const
  check('pick', [
    ['a wave is opened', {}, waveSlip(), { do: 'open-wave', waveId: 3 }],
    ['one’s own wave too', {}, waveSlip({ pickerId: 5 }), { do: 'open-wave', waveId: 3 }],
    [
      'somebody else’s is asked about',
      {},
      waveSlip({ pickerId: 6, pickerName: '小李' }),
      { do: 'ask', question: takeWave, about: '小李' },
    ],
    ['and taken over', { asked: takeWave }, say('confirm'), { do: 'open-wave', waveId: 3 }],
    ['a wave that has ended', {}, waveSlip({ state: 'PICKED' }), refuse('wave-ended', 'BC1')],
    ['a cancelled wave', {}, waveSlip({ state: 'CANCELLED' }), refuse('wave-ended', 'BC1')],
    ['the open wave again', { wave: walk }, waveSlip(), refuse('same-wave', 'BC1')],
    ['another wave', { wave: walk }, waveSlip({ id: 4 }), refuse('other-wave', 'BC1')],
    ['a location before a wave', {}, place(21, 'A-01'), refuse('need-wave')],
    ['goods before a wave', {}, goods(), refuse('need-wave')],
    ['a number before a wave', {}, type(2), refuse('need-wave')],
    ['a parcel’s slip', { wave: walk }, slip(), refuse('parcel-not-here', 'CK1')],
    [
      'a location of the walk',
      { wave: walk },
      place(21, 'A-01'),
      { do: 'stand', locationId: 21, code: 'A-01' },
    ],
    ['a location beside the walk', { wave: walk }, place(29, 'Z-09'), refuse('place-not-in-wave', 'A-01')],
    [
      'a location where nothing is left',
      { wave: wave(task({ picked: 3 }), task({ locationId: 22, location: 'B-02' })) },
      place(21, 'A-01'),
      refuse('place-done', 'B-02'),
    ],
    ['goods before a location', { wave: walk }, goods(), refuse('need-place', 'A-01')],
    [
      'goods at their place',
      at(21),
      goods(),
      { do: 'pick', locationId: 21, skuId: 11, quantity: 1, name: '外套' },
    ],
    [
      'a carton at its place',
      at(21),
      goods({ quantity: 3 }),
      { do: 'pick', locationId: 21, skuId: 11, quantity: 3, name: '外套' },
    ],
    ['goods at another place', at(22), goods(), refuse('other-place', 'A-01')],
    ['goods of no parcel of the wave', at(21), goods({ skuId: 99 }), refuse('not-this-wave', '外套')],
    [
      'goods that are set apart',
      at(21),
      goods({ skuId: 99, quarantined: true }),
      refuse('quarantined', '外套'),
    ],
    ['more than is wanted', at(21), goods({ quantity: 4 }), refuse('too-many', '3')],
    ['goods that are complete', at(21, { wave: walked }), goods(), refuse('complete', '外套')],
    [
      'a number counts what was scanned last',
      at(21, { hand: { goods: 11 } }),
      type(2),
      { do: 'pick', locationId: 21, skuId: 11, quantity: 2, name: '' },
    ],
    [
      'a number counts the only goods of a place',
      at(21),
      type(3),
      { do: 'pick', locationId: 21, skuId: 11, quantity: 3, name: '' },
    ],
    [
      'a number where it could be one or the other',
      at(21, { wave: wave(task({}), task({ skuId: 12 })) }),
      type(1),
      refuse('need-goods'),
    ],
    ['a number too high', at(21), type(4), refuse('too-many', '3')],
    ['a number before a location', { wave: walk }, type(1), refuse('need-place', 'A-01')],
    ['confirm when all is picked', { wave: walked }, say('confirm'), { do: 'finish-wave', waveId: 3 }],
    [
      'confirm when something is left asks',
      { wave: walk },
      say('confirm'),
      { do: 'ask', question: finish, about: '4' },
    ],
    [
      'and confirm again believes the paper',
      { wave: walk, asked: finish },
      say('confirm'),
      { do: 'finish-wave', waveId: 3 },
    ],
    ['or cancel goes on', { wave: walk, asked: finish }, say('cancel'), { do: 'forget' }],
    ['confirm without a wave', {}, say('confirm'), refuse('nothing-asked')],
    ['cancel puts the wave aside', { wave: walk }, say('cancel'), { do: 'close-wave' }],
    ['cancel without a wave', {}, say('cancel'), refuse('nothing-open')],
    ['undo', { wave: walk }, say('undo'), { do: 'unpick' }],
    ['undo without a wave', {}, say('undo'), refuse('nothing-to-undo')],
    ['next with a wave', { wave: walk }, say('next'), refuse('other-wave', 'BC1')],
    ['next without a wave', {}, say('next'), { do: 'ready' }],
  ])
})

describe('handing over', () => {
  const held = refuse('batch-held', 'CK8 不能交接。')
  const packed = (more: Partial<ParcelFound> = {}): Reading =>
    slip({ state: 'PACKED', by: 'waybill', carrier: '圆通', ...more })
  check('hand-over', [
    ['the first parcel', {}, packed(), { do: 'add-to-batch', shipmentId: 7, number: 'CK1' }],
    [
      'another of the same courier',
      { batch },
      packed(),
      { do: 'add-to-batch', shipmentId: 7, number: 'CK1' },
    ],
    [
      'one of another courier',
      { batch },
      packed({ carrier: '中通快递' }),
      refuse('other-carrier', '圆通速递'),
    ],
    ['one without a courier', { batch }, packed({ carrier: null }), refuse('other-carrier', '圆通速递')],
    ['one scanned already', { batch }, packed({ id: 9, number: 'CK9' }), refuse('in-batch', 'CK9')],
    ['one not packed', {}, packed({ state: 'PICKED' }), refuse('not-packed', 'CK1')],
    ['one gone already', {}, packed({ state: 'SHIPPED' }), refuse('shipped', 'CK1')],
    ['a stopped one', {}, packed({ state: 'STOPPED', warning: '申请退款' }), refuse('stopped', '申请退款')],
    ['a cancelled one', {}, packed({ state: 'CANCELLED' }), refuse('cancelled', 'CK1')],
    ['goods', {}, goods(), refuse('goods-not-here', '外套')],
    ['a wave', {}, waveSlip(), refuse('wave-not-here', 'BC1')],
    ['a location', {}, place(21, 'A-01'), refuse('place-not-here', 'A-01')],
    ['a number', {}, type(1), refuse('number-not-here')],
    [
      'confirm asks once more',
      { batch },
      say('confirm'),
      { do: 'ask', question: { kind: 'hand-over' }, about: '1' },
    ],
    ['and then hands over', { batch, asked: { kind: 'hand-over' } }, say('confirm'), { do: 'hand-over' }],
    ['or goes on', { batch, asked: { kind: 'hand-over' } }, say('cancel'), { do: 'forget' }],
    ['confirm of nothing', {}, say('confirm'), refuse('batch-empty')],
    ['cancel asks', { batch }, say('cancel'), { do: 'ask', question: { kind: 'empty-batch' }, about: '1' }],
    ['and then empties', { batch, asked: { kind: 'empty-batch' } }, say('confirm'), { do: 'empty-batch' }],
    ['cancel of nothing', {}, say('cancel'), refuse('nothing-open')],
    ['undo', { batch }, say('undo'), { do: 'drop-from-batch', shipmentId: 9 }],
    ['confirm with one that may not leave', { batch: withHeld }, say('confirm'), held],
    [
      'confirm with many of them names the first',
      { batch: [1, 2, 3, 4].map((id) => ({ ...withHeld[1]!, id, held: `${id}。` })) },
      say('confirm'),
      refuse('batch-held', '1。2。3。共 4 件。'),
    ],
    ['also once it was asked', { batch: withHeld, asked: { kind: 'hand-over' } }, say('confirm'), held],
    [
      'while emptying is possible',
      { batch: withHeld, asked: { kind: 'empty-batch' } },
      say('confirm'),
      { do: 'empty-batch' },
    ],
    [
      'scanned again it is taken out',
      { batch: withHeld },
      packed({ id: 8, number: 'CK8', state: 'STOPPED' }),
      { do: 'drop-from-batch', shipmentId: 8 },
    ],
    ['by undo before all others', { batch: withHeld }, say('undo'), { do: 'drop-from-batch', shipmentId: 8 }],
    [
      'its courier says nothing',
      { batch: withHeld },
      packed({ carrier: '中通快递' }),
      refuse('other-carrier', '圆通速递'),
    ],
    ['undo of nothing', {}, say('undo'), refuse('nothing-to-undo')],
    ['next', { batch }, say('next'), { do: 'ready' }],
  ])
})

describe('reporting problem goods', () => {
  const draft = { skuId: 11, locationId: 21, quantity: 2, reason: '破损' }
  const none = { skuId: null, locationId: null, quantity: null, reason: null }
  const so = (problem: typeof draft | object): World => ({ hand: { problem: { ...none, ...problem } } })
  check('problem', [
    ['goods first', so({}), goods(), { do: 'draft', draft: { ...none, skuId: 11 } }],
    [
      'other goods begin anew',
      so(draft),
      goods({ skuId: 12 }),
      { do: 'draft', draft: { ...none, locationId: 21, skuId: 12 } },
    ],
    ['a number before goods', so({}), type(1), refuse('number-not-here')],
    [
      'the place',
      so({ skuId: 11 }),
      place(21, 'A-01'),
      { do: 'draft', draft: { ...none, skuId: 11, locationId: 21 } },
    ],
    [
      'not among what is packed or set apart already',
      so({ skuId: 11 }),
      place(22, 'DB-01', { storage: false }),
      refuse('not-storage', 'DB-01'),
    ],
    ['a number before the place', so({ skuId: 11 }), type(1), refuse('number-not-here')],
    [
      'of the parcel’s goods the place is known',
      { ...so({ skuId: 11 }), parcel: parcel() },
      type(1),
      { do: 'draft', draft: { ...none, skuId: 11, quantity: 1 } },
    ],
    [
      'how many',
      so({ skuId: 11, locationId: 21 }),
      type(2),
      { do: 'draft', draft: { ...draft, reason: null } },
    ],
    ['why', so({ ...draft, reason: null }), type(1), { do: 'draft', draft }],
    ['another why', so(draft), type(2), { do: 'draft', draft: { ...draft, reason: '脏污' } }],
    ['a why that isn’t offered', so(draft), type(9), refuse('not-offered')],
    ['confirm too early', so({ skuId: 11 }), say('confirm'), refuse('incomplete', '')],
    ['confirm', so(draft), say('confirm'), { do: 'report', draft }],
    ['undo goes a step back', so(draft), say('undo'), { do: 'draft', draft: { ...draft, reason: null } }],
    [
      'and another',
      so({ ...draft, reason: null }),
      say('undo'),
      { do: 'draft', draft: { ...none, skuId: 11, locationId: 21 } },
    ],
    ['to the beginning', so({ skuId: 11 }), say('undo'), { do: 'draft', draft: none }],
    ['and no further', so({}), say('undo'), refuse('nothing-to-undo')],
    ['cancel leads back to the menu', so(draft), say('cancel'), { do: 'go', screen: 'menu' }],
    ['to the parcel', { ...so(draft), parcel: parcel() }, say('cancel'), { do: 'go', screen: 'pack' }],
    ['to the wave', { ...so(draft), wave: walk }, say('next'), { do: 'go', screen: 'pick' }],
    ['a parcel’s slip', so({}), slip(), refuse('parcel-not-here', 'CK1')],
    ['a wave', so({}), waveSlip(), refuse('wave-not-here', 'BC1')],
  ])
})

describe('outside the hours', () => {
  const closed = { outbound: '09:00-20:00' }
  const asks = (screen: Screen, about = '09:00-20:00'): Decision => ({
    do: 'ask',
    question: { kind: 'after-hours', screen },
    about,
  })
  const asked = { kind: 'after-hours', screen: 'pack' } as const
  check('menu', [
    ['packing is asked about', { closed }, say('pack'), asks('pack')],
    ['by its number too', { closed }, type(2), asks('pack')],
    ['a slip that would open a parcel', { closed }, slip(), asks('pack')],
    [
      'what is begun on another screen of other hours doesn’t answer for these',
      { closed: { inbound: '09:00-12:00' }, hand: { open: { pick: 3 } } },
      say('receive'),
      asks('receive', '09:00-12:00'),
    ],
    [
      'but it goes on itself',
      { closed, hand: { open: { pick: 3 } } },
      say('pick'),
      { do: 'go', screen: 'pick' },
    ],
    ['problem goods have no hours', { closed }, say('problem'), { do: 'go', screen: 'problem' }],
    ['what isn’t taken anyway is just refused', { closed }, unknown('???'), refuse('unknown')],
    ['goods that come in have hours of their own', { closed: { inbound: '09:00-12:00' } }, slip(), opened],
    ['confirmed', { closed, asked }, say('confirm'), { do: 'work-after-hours', screen: 'pack' }],
    ['or given up', { closed, asked }, say('cancel'), { do: 'forget' }],
    ['asked again when something else is scanned', { closed, asked }, slip(), asks('pack')],
  ])
})

describe('the menu', () => {
  check('menu', [
    ['a number chooses', {}, type(1), { do: 'go', screen: 'pick' }],
    ['the last one', {}, type(MENU.length), { do: 'go', screen: MENU.at(-1) as Screen }],
    ['one that isn’t there', {}, type(MENU.length + 1), refuse('not-offered')],
    ['a slip goes straight to packing', {}, slip(), { do: 'open-parcel', shipmentId: 7 }],
    [
      'a packed parcel straight to the courier',
      {},
      slip({ state: 'PACKED' }),
      { do: 'add-to-batch', shipmentId: 7, number: 'CK1' },
    ],
    ['a wave straight to picking', {}, waveSlip(), { do: 'open-wave', waveId: 3 }],
    ['goods', {}, goods(), refuse('need-parcel', '外套')],
    ['a location', {}, place(21, 'A-01'), refuse('need-wave')],
    ['confirm', {}, say('confirm'), refuse('nothing-asked')],
    ['the problem key', {}, say('problem'), { do: 'go', screen: 'problem' }],
  ])
})

describe('commands', () => {
  it('have codes of capitals and hyphens, which no keyboard layout changes, each its own', () => {
    const codes = Object.values(COMMANDS).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(/^CMD-[A-Z]+$/)
  })

  it('are heard in small letters too, and nothing else is one', () => {
    expect(commandOf('cmd-ok')).toBe('confirm')
    expect(commandOf('CMD-')).toBeNull()
    expect(commandOf('toString')).toBeNull()
  })
})

describe('after a refusal', () => {
  it('blind scans count when only a piece was wrong, and don’t when the clerk had moved on', () => {
    expect(
      (['not-this-order', 'complete', 'carton-too-many', 'quarantined', 'in-batch'] as const).some(breaks),
    ).toBe(false)
    expect(
      (
        [
          'unknown',
          'incomplete',
          'other-parcel',
          'wrong-waybill',
          'stopped',
          'failed',
          'stale-subject',
        ] as const
      ).every(breaks),
    ).toBe(true)
  })
})

describe('the returns desk', () => {
  const line = { skuId: 11, quantity: 2, good: 0, defective: 0 }
  const returned = (more: Partial<ReturnInHand['lines'][number]> = {}): ReturnInHand => ({
    id: 31,
    number: 'TH1',
    lines: [{ ...line, ...more }],
  })
  const open = { returned: returned() }
  const all = { returned: returned({ good: 1, defective: 1 }) }
  const back = (sendback: Sendback): Reading => found({ kind: 'sendback', number: sendback.number, sendback })
  const expected = back({ kind: 'return', id: 31, number: 'TH1', state: 'EXPECTED', more: false })
  const sent = { kind: 'parcel', id: 7, number: 'CK1', state: 'SHIPPED' } as const
  const piece = { skuId: 11, quantity: 1 }
  const judging = { ...open, asked: { kind: 'judge', ...piece } as const }
  const verdict = { do: 'judge', ...piece } as const
  const filling = { hand: { unknown: 41 } }
  check('returns', [
    [
      'an expected return is opened',
      {},
      expected,
      { do: 'open-return', sendback: { kind: 'return', id: 31 } },
    ],
    [
      'one that only the platform knows of too',
      {},
      back({ kind: 'refund', id: 5, number: '700' }),
      { do: 'open-return', sendback: { kind: 'refund', id: 5 } },
    ],
    [
      'a parcel of ours that nobody announced is asked about',
      {},
      back(sent),
      { do: 'ask', question: { kind: 'announce-return', sendback: { kind: 'parcel', id: 7 } }, about: 'CK1' },
    ],
    [
      'and confirmed',
      { asked: { kind: 'announce-return', sendback: { kind: 'parcel', id: 7 } } },
      say('confirm'),
      { do: 'open-return', sendback: { kind: 'parcel', id: 7 } },
    ],
    [
      'a return that was called off is asked about',
      {},
      back({ kind: 'return', id: 31, number: 'TH1', state: 'CANCELLED', more: false }),
      {
        do: 'ask',
        question: { kind: 'announce-return', sendback: { kind: 'return', id: 31 } },
        about: 'TH1',
      },
    ],
    [
      'a return that is done',
      {},
      back({ kind: 'return', id: 31, number: 'TH1', state: 'SETTLED', more: false }),
      refuse('return-settled', 'TH1'),
    ],
    [
      'a return that is done while something is still out is asked about',
      {},
      back({ kind: 'return', id: 31, number: 'TH1', state: 'SETTLED', more: true }),
      {
        do: 'ask',
        question: { kind: 'further-return', sendback: { kind: 'return', id: 31 } },
        about: 'TH1',
      },
    ],
    [
      'and confirmed',
      { asked: { kind: 'further-return', sendback: { kind: 'return', id: 31 } } },
      say('confirm'),
      { do: 'open-return', sendback: { kind: 'return', id: 31 } },
    ],
    ['a parcel that has not left', {}, back({ ...sent, state: 'PACKED' }), refuse('not-sent', 'CK1')],
    ['the open return again', open, expected, refuse('same-return', 'TH1')],
    ['another while one is open', open, back(sent), refuse('other-return', 'TH1')],
    ['goods before a parcel', {}, goods(), refuse('need-return', '外套')],
    ['a location before a parcel', {}, place(21, 'A-01'), refuse('need-return')],
    [
      'an expected piece asks for the verdict',
      open,
      goods(),
      { do: 'ask', question: { kind: 'judge', ...piece }, about: '外套' },
    ],
    ['confirmed it is good', judging, say('confirm'), { ...verdict, verdict: 'GOOD', reason: null }],
    ['as by the number one', judging, type(1), { ...verdict, verdict: 'GOOD', reason: null }],
    ['others name the defect', judging, type(2), { ...verdict, verdict: 'DEFECTIVE', reason: '破损' }],
    ['and nothing else', judging, type(99), refuse('not-offered')],
    ['another piece has to wait', judging, goods(), refuse('need-verdict')],
    ['cancel forgets the piece', judging, say('cancel'), { do: 'forget' }],
    ['a number without a piece', open, type(2), refuse('number-not-here')],
    ['a carton with more than is missing', open, goods({ quantity: 3 }), refuse('carton-too-many', '2')],
    [
      'one more than should come is asked about',
      all,
      goods(),
      { do: 'ask', question: { kind: 'surplus-piece', ...piece }, about: '外套' },
    ],
    [
      'and registered as surplus',
      { ...all, asked: { kind: 'surplus-piece', ...piece } },
      say('confirm'),
      { ...verdict, verdict: 'SURPLUS', reason: null },
    ],
    [
      'another article of ours is asked about',
      open,
      goods({ skuId: 99 }),
      { do: 'ask', question: { kind: 'wrong-piece', skuId: 99, quantity: 1 }, about: '外套' },
    ],
    [
      'and registered as wrong',
      { ...open, asked: { kind: 'wrong-piece', skuId: 99, quantity: 1 } },
      say('confirm'),
      { do: 'judge', skuId: 99, quantity: 1, verdict: 'WRONG', reason: null },
    ],
    [
      'what isn’t ours is asked about',
      open,
      unknown('4006381333931'),
      { do: 'ask', question: { kind: 'strange-piece', code: '4006381333931' }, about: '4006381333931' },
    ],
    [
      'and registered by its code',
      { ...open, asked: { kind: 'strange-piece', code: '4006381333931' } },
      say('confirm'),
      { do: 'judge', skuId: null, quantity: 1, verdict: 'WRONG', reason: '条码 4006381333931' },
    ],
    [
      'a location takes the last good pieces',
      open,
      place(21, 'A-01'),
      { do: 'put-returned', locationId: 21 },
    ],
    ['confirm when all is judged', all, say('confirm'), { do: 'settle-return' }],
    ['next when all is judged', all, say('next'), { do: 'settle-return' }],
    ['next while pieces are missing', open, say('next'), refuse('incomplete', '2')],
    [
      'confirm while pieces are missing asks',
      open,
      say('confirm'),
      { do: 'ask', question: { kind: 'settle-return' }, about: '2' },
    ],
    [
      'and confirm again believes it',
      { ...open, asked: { kind: 'settle-return' } },
      say('confirm'),
      { do: 'settle-return' },
    ],
    [
      'a question of another screen',
      { asked: { kind: 'hand-over' } },
      say('confirm'),
      refuse('nothing-asked'),
    ],
    ['undo takes the last verdict back', open, say('undo'), { do: 'take-back' }],
    ['cancel puts the return aside', open, say('cancel'), { do: 'close-return' }],
    [
      'a waybill that nobody expects is asked about',
      {},
      unknown('yt1234567890123'),
      {
        do: 'ask',
        question: { kind: 'unknown-parcel', trackingNumber: 'YT1234567890123' },
        about: 'YT1234567890123',
      },
    ],
    [
      'and registered',
      { asked: { kind: 'unknown-parcel', trackingNumber: 'YT1234567890123' } },
      say('confirm'),
      { do: 'register-unknown', trackingNumber: 'YT1234567890123' },
    ],
    [
      'goods out of it are noted',
      filling,
      goods({ quantity: 2 }),
      { do: 'note-unknown', skuId: 11, quantity: 2, name: '外套' },
    ],
    ['confirm ends it', filling, say('confirm'), { do: 'close-unknown' }],
    ['cancel too', filling, say('cancel'), { do: 'close-unknown' }],
    ['and next', filling, say('next'), { do: 'close-unknown' }],
    ['undo takes the last piece out there', filling, say('undo'), { do: 'unnote-unknown' }],
    ['a wave number', {}, waveSlip(), refuse('wave-not-here', 'BC1')],
    ['confirm', {}, say('confirm'), refuse('nothing-asked')],
    ['cancel', {}, say('cancel'), refuse('nothing-open')],
    ['undo', {}, say('undo'), refuse('nothing-to-undo')],
    ['next', {}, say('next'), { do: 'ready' }],
  ])
  check('menu', [
    ['a return opens its screen', {}, expected, { do: 'open-return', sendback: { kind: 'return', id: 31 } }],
    ['by its number', {}, type(MENU.indexOf('returns') + 1), { do: 'go', screen: 'returns' }],
  ])
})
