import type { TerminalActor } from '../../../actor.ts'
import { Conflict } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import type { Taken } from '../../../work/photos.ts'
import { addPhotos } from '../../../work/photos.ts'
import { returns } from '../returns/noun.ts'
import { getReturn } from '../returns/queries.ts'
import { shipments } from '../shipments/noun.ts'
import { getShipment } from '../shipments/queries.ts'
import { unknownParcels } from '../unknown-parcels/noun.ts'
import { getUnknown } from '../unknown-parcels/queries.ts'
import type { Hand, Screen } from './hand.ts'

/** Something in hand of which pictures can be kept: a noun's key and an id. */
export interface Pictured {
  readonly noun: string
  readonly id: number
}

/** What a picture taken on a screen would be of; null where nothing lies open of which there are pictures. */
export function pictured(screen: Screen, { open, unknown }: Hand): Pictured | null {
  if (screen === 'pack' && open.pack !== undefined) return { noun: shipments.key, id: open.pack }
  if (screen !== 'returns') return null
  if (open.returns !== undefined) return { noun: returns.key, id: open.returns }
  return unknown === null ? null : { noun: unknownParcels.key, id: unknown }
}

/** The same as the page keeps and sends it; empty for null. */
export function picturedInWords(of: Pictured | null): string {
  return of ? `${of.noun}/${of.id}` : ''
}

/**
 * Keeps pictures of what lies in hand.
 * @param seen what lay there when they were taken, as the page had it
 * @throws Conflict when something else does now
 * @throws FieldError for what is no picture, is too large, or would be too many
 */
export async function photograph(
  act: Act & { actor: TerminalActor },
  { screen, hand, seen }: { screen: Screen; hand: Hand; seen: string },
  pictures: readonly Taken[],
): Promise<void> {
  const of = pictured(screen, hand)
  if (!of || picturedInWords(of) !== seen)
    throw new Conflict('手上已经不是拍照时的单据，请在单据页面补传照片。')
  const { actor } = act
  if (of.noun === returns.key) return addPhotos(returns, act, await getReturn(actor, of.id), pictures)
  if (of.noun === shipments.key) return addPhotos(shipments, act, await getShipment(actor, of.id), pictures)
  return addPhotos(unknownParcels, act, await getUnknown(actor, of.id), pictures)
}
