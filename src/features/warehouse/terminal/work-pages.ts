import { relative } from '../../../lib/date-words.ts'
import { HOUR_MS } from '../../../lib/dates.ts'
import type { Badge } from '../../../web/parts.ts'
import { PROBLEMS } from '../quarantines/actions.ts'
import { CARRIERS } from '../shipments/carriers.ts'
import type { Question, Screen } from './hand.ts'
import type { InHand, OrderNote, ParcelLineRow, ParcelRow, PickTaskRow, WaveRow } from './in-hand.ts'
import { leftIn, leftOf, leftToPick, stageOf } from './interpret/context.ts'
import { NO_DRAFT } from './interpret/problem.ts'
import type { Waiting } from './queries.ts'

/** A number in front of a choice, as it's typed or clicked. */
export interface Choice {
  number: string
  label: string
  note: string
}

export interface LineView {
  name: string
  variant: string
  code: string
  done: string
  wanted: string
  complete: boolean
  gift: boolean
  /** Stands where a picture will be. */
  sign: string
}

export interface NoteView {
  label: string
  text: string
  tone: 'danger' | 'warning' | 'info'
}

export interface PlaceView {
  location: string
  current: boolean
  complete: boolean
  lines: LineView[]
}

export interface StepView {
  label: string
  value: string
  current: boolean
}

/** The part of a screen that changes with every scan: `warehouse/terminal/<view>`. */
export type WorkView =
  | { view: 'menu'; choices: Choice[] }
  | {
      view: 'pack'
      waiting: string
      choices: Choice[]
      parcel: null | {
        number: string
        shop: string
        due: Badge
        left: string
        total: string
        complete: boolean
        expected: string
        receiver: string
        notes: NoteView[]
        lines: LineView[]
      }
    }
  | {
      view: 'pick'
      waiting: string
      wave: null | {
        number: string
        parcels: string
        due: Badge
        left: string
        complete: boolean
        note: string
        places: PlaceView[]
      }
    }
  | {
      view: 'hand-over'
      waiting: string
      carrier: string
      count: string
      parcels: { number: string; trackingNumber: string; shop: string }[]
    }
  | { view: 'problem'; steps: StepView[]; choices: Choice[]; parcel: string }

const NOTHING: Waiting = { waves: 0, picked: 0, packed: 0, shipBy: null }

/** What a screen shows of the work in hand. */
export function workView(screen: Screen, inHand: InHand, waits: Waiting | null, now: Date): WorkView {
  const waiting = waits ?? NOTHING
  switch (screen) {
    case 'menu':
      return menuView(inHand, waiting)
    case 'pack':
      return packView(inHand, waiting, now)
    case 'pick':
      return pickView(inHand, waiting, now)
    case 'hand-over':
      return handOverView(inHand, waiting)
    case 'problem':
      return problemView(inHand)
  }
}

function menuView({ parcel, wave, batch }: InHand, { waves, picked, packed }: Waiting): WorkView {
  return {
    view: 'menu',
    choices: [
      { number: '1', label: '拣货', note: wave ? `手上：${wave.number}` : `${waves} 个波次在拣` },
      { number: '2', label: '验货打包', note: parcel ? `手上：${parcel.number}` : `${picked} 个包裹待验` },
      {
        number: '3',
        label: '交接快递',
        note: batch.length > 0 ? `已扫 ${batch.length} 件` : `${packed} 个包裹待交接`,
      },
      { number: '4', label: '问题货品', note: '登记后进入隔离' },
    ],
  }
}

function packView({ hand, parcel }: InHand, { picked, shipBy }: Waiting, now: Date): WorkView {
  const most = shipBy ? `，最急的${relative(shipBy, now)}` : ''
  return {
    view: 'pack',
    waiting: picked > 0 ? `还有 ${picked} 个包裹待验货${most}` : '没有待验货的包裹',
    choices: carrierChoices(hand.asked),
    parcel: parcel && parcelView(parcel, now),
  }
}

function carrierChoices(asked: Question | null): Choice[] {
  if (asked?.kind !== 'carrier') return []
  return CARRIERS.map((label, i) => ({ number: String(i + 1), label, note: '' }))
}

function parcelView(parcel: ParcelRow, now: Date): Extract<WorkView, { view: 'pack' }>['parcel'] {
  const left = leftIn(parcel)
  return {
    number: parcel.number,
    shop: parcel.shop,
    due: dueBadge(parcel.shipBy, now),
    left: String(left),
    total: String(parcel.lines.reduce((sum, { quantity }) => sum + quantity, 0)),
    complete: left === 0,
    expected: parcel.expected.join('、'),
    receiver: [...new Set(parcel.notes.flatMap(({ receiver }) => receiver ?? []))].join('、'),
    notes: notesOf(parcel),
    lines: parcel.lines.map((line) => lineView(line, line.checked)),
  }
}

/** Everything somebody wants the packer to know, the gravest first. */
function notesOf({ warning, notes, lines }: ParcelRow): NoteView[] {
  const gifts = lines.filter(({ gift }) => gift).reduce((sum, { quantity }) => sum + quantity, 0)
  const each = (
    label: string,
    tone: NoteView['tone'],
    pick: (note: OrderNote) => string | null,
  ): NoteView[] =>
    [...new Set(notes.flatMap((note) => pick(note)?.trim() || []))].map((text) => ({ label, text, tone }))
  return [
    ...(warning ? [{ label: '变更', text: warning, tone: 'danger' as const }] : []),
    ...each('平台异常', 'danger', ({ exception }) => exception),
    ...each('仓库备注', 'warning', ({ instruction }) => instruction),
    ...each('买家留言', 'warning', ({ buyerMessage }) => buyerMessage),
    ...each('卖家备注', 'info', ({ sellerMemo }) => sellerMemo),
    ...(gifts > 0 ? [{ label: '赠品', text: `含 ${gifts} 件赠品，也要扫码`, tone: 'warning' as const }] : []),
  ]
}

function lineView(
  line: Pick<ParcelLineRow, 'name' | 'color' | 'size' | 'code' | 'quantity'> & { gift?: boolean },
  done: number,
): LineView {
  return {
    name: line.name,
    variant: [line.color, line.size].filter(Boolean).join(' · '),
    code: line.code,
    done: String(done),
    wanted: String(line.quantity),
    complete: done >= line.quantity,
    gift: line.gift ?? false,
    sign: [...(line.color ?? line.name)][0] ?? '',
  }
}

function pickView({ hand, wave }: InHand, { waves }: Waiting, now: Date): WorkView {
  return {
    view: 'pick',
    waiting: waves > 0 ? `${waves} 个波次在拣。波次号印在拣货单顶部。` : '没有要拣的波次',
    wave: wave && waveView(wave, hand.place, now),
  }
}

function waveView(
  wave: WaveRow,
  place: number | null,
  now: Date,
): Extract<WorkView, { view: 'pick' }>['wave'] {
  const left = leftToPick(wave)
  return {
    number: wave.number,
    parcels: `${wave.parcels} 个包裹`,
    due: dueBadge(wave.shipBy, now),
    left: String(left),
    complete: left === 0,
    note: wave.note ?? '',
    places: placesOf(wave.tasks, place),
  }
}

function placesOf(tasks: readonly PickTaskRow[], current: number | null): PlaceView[] {
  const places = new Map<number, PickTaskRow[]>()
  for (const task of tasks) places.set(task.locationId, [...(places.get(task.locationId) ?? []), task])
  return [...places].map(([id, own]) => ({
    location: own[0]?.location ?? '',
    current: id === current,
    complete: own.every((task) => leftOf(task) === 0),
    lines: own.map((task) => lineView(task, task.picked)),
  }))
}

function handOverView({ batch }: InHand, { packed }: Waiting): WorkView {
  return {
    view: 'hand-over',
    waiting: `共 ${packed} 个包裹待交接`,
    carrier: batch[0]?.carrier ?? '',
    count: String(batch.length),
    parcels: batch
      .toReversed()
      .map(({ number, trackingNumber, shop }) => ({ number, trackingNumber: trackingNumber ?? '', shop })),
  }
}

function problemView({ hand, parcel, draftGoods, draftPlace }: InHand): WorkView {
  const draft = hand.problem ?? NO_DRAFT
  const stage = stageOf(draft, parcel)
  const own = parcel?.lines.some(({ skuId }) => skuId === draft.skuId) ?? false
  const place = draftPlace ?? (own ? '按拣货单' : '')
  return {
    view: 'problem',
    parcel: own ? (parcel?.number ?? '') : '',
    steps: [
      { label: '货品', value: draftGoods ?? '', current: stage === 'goods' },
      { label: '库位', value: place, current: stage === 'place' },
      {
        label: '件数',
        value: draft.quantity === null ? '' : `${draft.quantity} 件`,
        current: stage === 'quantity',
      },
      { label: '原因', value: draft.reason ?? '', current: stage === 'reason' },
    ],
    choices:
      stage === 'reason' || stage === 'confirm'
        ? PROBLEMS.map((label, i) => ({ number: String(i + 1), label, note: '' }))
        : [],
  }
}

/** How urgent a parcel or wave is. */
function dueBadge(shipBy: Date, now: Date): Badge {
  const left = shipBy.getTime() - now.getTime()
  const tone = left < 0 ? 'danger' : left < 4 * HOUR_MS ? 'warning' : 'info'
  return { label: `${relative(shipBy, now)} 发出`, tone }
}
