import type { Badge } from '../../../../web/parts.ts'
import type { InHand } from '../in-hand.ts'
import type { PickTaskRow, WaveRow } from '../in-hand/wave.ts'
import { leftOf, leftToPick } from '../interpret/context.ts'
import type { Waiting } from '../queries.ts'
import type { LineView } from './parts.ts'
import { dueBadge, lineView } from './parts.ts'

export interface PlaceView {
  location: string
  current: boolean
  complete: boolean
  lines: LineView[]
}

/** The walk. */
export interface PickView {
  view: 'pick'
  waiting: string
  wave: null | WaveView
}

interface WaveView {
  number: string
  parcels: string
  due: Badge
  left: string
  complete: boolean
  note: string
  places: PlaceView[]
}

export function pickView({ hand, wave }: InHand, { waves }: Waiting, now: Date): PickView {
  return {
    view: 'pick',
    waiting: waves > 0 ? `${waves} 个波次在拣。波次号印在拣货单顶部。` : '没有要拣的波次',
    wave: wave && waveView(wave, hand.place, now),
  }
}

function waveView(wave: WaveRow, place: number | null, now: Date): WaveView {
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
