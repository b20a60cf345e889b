import type { Context, PickTask, WaveInHand } from './context.ts'
import { leftOf, leftToPick } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { Goods, PlaceFound, Reading, WaveFound } from './reading.ts'

/** The walk: wave, location, pieces, and the next location. */
export function interpretPick(context: Context, reading: Reading): Decision {
  const { command, number, found } = reading
  const { wave } = context
  if (command) return commanded(context, command)
  if (found?.kind === 'wave') return open(context, found)
  if (found?.kind === 'parcel') return refuse('parcel-not-here', found.number)
  if (found?.kind === 'delivery') return refuse('delivery-not-here', found.number)
  if (!wave) return refuse(found || number !== null ? 'need-wave' : 'unknown')
  if (number !== null) return counted(context, wave, number)
  if (found?.kind === 'place') return stand(wave, found)
  if (found?.kind === 'goods') return piece(context, wave, found)
  return refuse('unknown')
}

function commanded({ hand, wave }: Context, command: string): Decision {
  const { asked } = hand
  switch (command) {
    case 'confirm':
      if (asked?.kind === 'take-wave') return { do: 'open-wave', waveId: asked.waveId }
      if (asked?.kind === 'finish-wave') return { do: 'finish-wave', waveId: asked.waveId }
      if (!wave) return refuse('nothing-asked')
      return leftToPick(wave) === 0
        ? { do: 'finish-wave', waveId: wave.id }
        : {
            do: 'ask',
            question: { kind: 'finish-wave', waveId: wave.id },
            about: String(leftToPick(wave)),
          }
    case 'cancel':
      if (asked) return { do: 'forget' }
      return wave ? { do: 'close-wave' } : refuse('nothing-open')
    case 'undo':
      return wave ? { do: 'unpick' } : refuse('nothing-to-undo')
    default:
      return wave ? refuse('other-wave', wave.number) : { do: 'ready' }
  }
}

function open({ hand, wave, personId }: Context, found: WaveFound): Decision {
  if (wave) return wave.id === found.id ? refuse('same-wave', wave.number) : refuse('other-wave', wave.number)
  if (found.state !== 'PICKING') return refuse('wave-ended', found.number)
  const others = found.pickerId !== null && found.pickerId !== personId
  if (others && hand.asked?.kind !== 'take-wave') {
    return {
      do: 'ask',
      question: { kind: 'take-wave', waveId: found.id },
      about: found.pickerName ?? '',
    }
  }
  return { do: 'open-wave', waveId: found.id }
}

function stand(wave: WaveInHand, place: PlaceFound): Decision {
  const here = wave.tasks.filter(({ locationId }) => locationId === place.id)
  if (here.length === 0) return refuse('place-not-in-wave', nextPlace(wave))
  if (here.every((task) => leftOf(task) === 0)) return refuse('place-done', nextPlace(wave))
  return { do: 'stand', locationId: place.id, code: place.code }
}

function piece({ hand }: Context, wave: WaveInHand, goods: Goods): Decision {
  const everywhere = wave.tasks.filter(({ skuId }) => skuId === goods.skuId)
  if (everywhere.length === 0) return refuse(goods.quarantined ? 'quarantined' : 'not-this-wave', goods.name)
  if (hand.place === null) return refuse('need-place', nextPlace(wave))
  const task = everywhere.find(({ locationId }) => locationId === hand.place)
  if (!task) {
    const open = everywhere.find((one) => leftOf(one) > 0)
    return open ? refuse('other-place', open.location) : refuse('complete', goods.name)
  }
  return take(task, goods.quantity, goods.name)
}

/** A typed number is pieces of what was scanned last here, or of the only thing that is left here. */
function counted({ hand }: Context, wave: WaveInHand, number: number): Decision {
  if (hand.place === null) return refuse('need-place', nextPlace(wave))
  const here = wave.tasks.filter(({ locationId }) => locationId === hand.place)
  const open = here.filter((task) => leftOf(task) > 0)
  const task = here.find(({ skuId }) => skuId === hand.goods) ?? (open.length === 1 ? open[0] : undefined)
  return task ? take(task, number, '') : refuse('need-goods')
}

function take(task: PickTask, quantity: number, name: string): Decision {
  const left = leftOf(task)
  if (left === 0) return refuse('complete', name)
  if (quantity > left) return refuse('too-many', String(left))
  return { do: 'pick', locationId: task.locationId, skuId: task.skuId, quantity, name }
}

/** Where the walk goes on. */
function nextPlace({ tasks }: WaveInHand): string {
  return tasks.find((task) => leftOf(task) > 0)?.location ?? ''
}
