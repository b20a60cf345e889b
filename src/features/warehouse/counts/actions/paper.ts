import { Conflict, FieldError } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { record } from '../../../../work/history.ts'
import { demand } from '../../../../work/nouns.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { locationsBehind } from '../../locations/queries.ts'
import { countersAt, mustBeAnother } from '../counters.ts'
import { counts } from '../noun.ts'
import type { Place } from '../places.ts'
import { lockPlace, unasked } from '../places.ts'
import type { CountRow } from '../queries.ts'
import type { Finished } from './close.ts'
import { closeTurn } from './close.ts'
import { turnInWords } from './turn.ts'

/** A location as it was written down on a sheet. */
export interface PaperInput {
  /** Its code. */
  readonly location: string
  /** Who counted, which may be another than who types. */
  readonly counterId: number
  readonly startedAt: Date
  readonly endedAt: Date
  /** What was found; an empty list means an empty location. */
  readonly lines: readonly { readonly row: number; readonly sku: string; readonly quantity: number }[]
}

/**
 * Enters what was counted on paper: one turn from beginning to end. Whatever moved between the two moments makes its
 * line uncertain, so a sheet is best counted without a pause.
 * @throws FieldError for codes that mean nothing, moments that can't be, and a recount by the same person
 */
export function enterPaper(act: Act, count: CountRow, input: PaperInput): Promise<Finished> {
  return deed(act, async (act) => {
    demand(counts, act.actor, 'count', count)
    demandMoments(act, count, input)
    const place = await placeOf(act, count, input.location)
    await demandCounter(act, place, input.counterId)
    const found = await resolve(act, place, input.lines)
    const turn = await act.tx.countTurn.create({
      data: {
        placeId: place.id,
        round: place.rounds + 1,
        personId: input.counterId,
        startedAt: input.startedAt,
        // A turn is under way at one place only; this one is over already.
        finishedAt: input.endedAt,
      },
    })
    await act.tx.countTally.createMany({
      data: [...found].map(([skuId, quantity]) => ({
        turnId: turn.id,
        skuId,
        quantity,
        firstAt: input.startedAt,
        lastAt: input.endedAt,
      })),
    })
    const open = { ...place, turnId: turn.id, startedAt: input.startedAt }
    const finished = await closeTurn(act, open, input.endedAt)
    const remark = `${turnInWords(place)}（纸单）`
    await record(act, [{ noun: counts.key, subjectId: count.id, deed: 'count', remark }])
    return finished
  })
}

function demandMoments(act: OpenAct, { createdAt }: CountRow, { startedAt, endedAt }: PaperInput): void {
  // A form knows minutes only.
  if (startedAt.getTime() + 60_000 <= createdAt.getTime()) {
    throw new FieldError({ startedAt: '不能早于盘点单新建的时间' })
  }
  if (endedAt < startedAt) throw new FieldError({ endedAt: '不能早于开始时间' })
  if (endedAt > act.at) throw new FieldError({ endedAt: '不能晚于现在' })
}

async function placeOf(act: OpenAct, count: CountRow, code: string): Promise<Place> {
  const location = (await locationsBehind(act.tx, [code])).get(code)
  const place = location && (await lockPlace(act, location.id))
  if (place?.countId !== count.id) throw new FieldError({ location: `${code} 不在这张盘点单里` })
  if (count.state !== 'COUNTING') throw new Conflict('盘点已经结束，不能再录入。')
  if (place.state === 'COUNTED') throw new FieldError({ location: `${place.location} 已经盘完` })
  if (place.turnId !== null) throw new FieldError({ location: `${place.counter} 正在终端上盘这个库位` })
  return place
}

async function demandCounter(act: OpenAct, { earlierIds }: Place, counterId: number): Promise<void> {
  const counters = await countersAt(act.at, act.tx)
  if (!counters.some(({ id }) => id === counterId)) throw new FieldError({ counterId: '请选择盘点人' })
  if (mustBeAnother(counters, earlierIds, counterId)) {
    throw new FieldError({ counterId: '复盘要由另一个人来做' })
  }
}

/** Pieces by SKU. */
async function resolve(
  act: OpenAct,
  place: Place,
  lines: PaperInput['lines'],
): Promise<ReadonlyMap<number, number>> {
  const skus = await skusBehind(
    act.tx,
    lines.map(({ sku }) => sku),
  )
  const outside = await unasked(
    act,
    place,
    [...skus.values()].map(({ skuId }) => skuId),
  )
  const found = new Map<number, number>()
  for (const { row, sku: text, quantity } of lines) {
    const sku = skus.get(text)
    if (!sku) throw new FieldError({ lines: `第 ${row} 行：没有编码或条码为“${text}”的 SKU` })
    if (outside.includes(sku.skuId)) {
      throw new FieldError({ lines: `第 ${row} 行：${sku.code} 不在要盘的范围里` })
    }
    found.set(sku.skuId, (found.get(sku.skuId) ?? 0) + quantity * sku.pieces)
  }
  return found
}
