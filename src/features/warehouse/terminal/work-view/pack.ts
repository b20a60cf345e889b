import { relative } from '../../../../lib/date-words.ts'
import type { Badge } from '../../../../web/parts.ts'
import { CARRIERS } from '../../shipments/carriers.ts'
import type { Question } from '../hand.ts'
import type { InHand } from '../in-hand.ts'
import type { OrderNote, ParcelRow } from '../in-hand/parcel.ts'
import { leftIn } from '../interpret/context.ts'
import type { Waiting } from '../queries.ts'
import type { Choice, LineView } from './parts.ts'
import { dueBadge, lineView } from './parts.ts'

export interface NoteView {
  label: string
  text: string
  tone: 'danger' | 'warning' | 'info'
}

/** The packing table. */
export interface PackView {
  view: 'pack'
  waiting: string
  choices: Choice[]
  parcel: null | ParcelView
}

interface ParcelView {
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

export function packView({ hand, parcel }: InHand, { picked, shipBy }: Waiting, now: Date): PackView {
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

function parcelView(parcel: ParcelRow, now: Date): ParcelView {
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
