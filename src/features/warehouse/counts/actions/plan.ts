import { personOf } from '../../../../actor.ts'
import { FieldError } from '../../../../errors.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { CountScope } from '../../../../generated/prisma/enums.ts'
import type { Day } from '../../../../lib/dates.ts'
import { MINUTE_MS, addDays, moment, plus } from '../../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { counts } from '../noun.ts'

/** What shall be counted. Of the choices, only the one that belongs to the scope counts. */
export interface PlanInput {
  readonly scope: CountScope
  readonly zone: string | null
  readonly goodsClass: string | null
  /** Codes. */
  readonly locations: readonly string[]
  /** Codes or barcodes. */
  readonly skus: readonly string[]
  /** How many locations to draw. */
  readonly size: number
  /** Of the draw; absent: by chance. */
  readonly seed: number | null
  /** To be counted by the end of this day. */
  readonly due: Day
  readonly note: string | null
}

export interface Planned {
  readonly id: number
  readonly number: string
  readonly places: number
  /** Locations left out because another count that isn't over has them. */
  readonly busy: number
}

/**
 * Plans a count: chooses its locations, all storage. A location belongs to one open count at a time, or its loss would
 * be posted twice.
 * @throws FieldError for codes that mean nothing, a day that is over, and a choice that leaves no location
 */
export function planCount(act: Act, input: PlanInput): Promise<Planned> {
  return deed(act, async (act) => {
    const dueAt = plus(moment(addDays(input.due, 1)), -MINUTE_MS)
    if (dueAt <= act.at) throw new FieldError({ due: '截止日已经过去' })
    const skuIds = input.scope === 'SKUS' ? await skusOf(act, input.skus) : []
    const seed = input.scope === 'SAMPLE' ? (input.seed ?? drawn(act.at)) : null
    const found = await locationsOf(act, { ...input, skuIds, seed })
    const free = found.filter(({ busy }) => !busy)
    demandSome(input.scope, found.length, free.length)
    const { id, number } = await door.create(
      counts,
      act,
      {
        number: await nextNumber(act, 'PD'),
        scope: input.scope,
        chosen: inWords(input),
        seed,
        note: input.note,
        dueAt,
        createdById: personOf(act.actor),
        createdAt: act.at,
      },
      { changes: { places: [null, `${free.length} 个`] } },
    )
    await act.tx.countSku.createMany({ data: skuIds.map((skuId) => ({ countId: id, skuId })) })
    const { count } = await act.tx.countPlace.createMany({
      data: free.map(({ id: locationId }) => ({ countId: id, locationId })),
      skipDuplicates: true,
    })
    demandSome(input.scope, found.length, count)
    return { id, number, places: count, busy: found.length - count }
  })
}

/** A seed that a person can read out and type again. */
function drawn(at: Date): number {
  return at.getTime() % 1_000_000
}

const fields: Record<CountScope, string> = {
  ALL: 'scope',
  ZONE: 'zone',
  GOODS_CLASS: 'goodsClass',
  LOCATIONS: 'locations',
  SKUS: 'skus',
  SAMPLE: 'size',
}

function demandSome(scope: CountScope, found: number, free: number): void {
  if (free > 0) return
  const sentence = found === 0 ? '没有符合条件的存储库位' : '选中的库位都在其他没有结束的盘点单里'
  throw new FieldError({ [fields[scope]]: sentence })
}

function inWords({ scope, zone, goodsClass, locations, skus, size }: PlanInput): string | null {
  const words: Record<CountScope, string | null> = {
    ALL: null,
    ZONE: zone,
    GOODS_CLASS: goodsClass,
    LOCATIONS: locations.join(' '),
    SKUS: skus.join(' '),
    SAMPLE: `抽 ${size} 个库位`,
  }
  return words[scope]
}

async function skusOf(act: OpenAct, texts: readonly string[]): Promise<number[]> {
  const found = await skusBehind(act.tx, texts)
  const unknown = texts.find((text) => !found.has(text))
  if (unknown !== undefined) throw new FieldError({ skus: `没有编码或条码为“${unknown}”的 SKU` })
  return [...new Set([...found.values()].map(({ skuId }) => skuId))]
}

interface Chosen {
  readonly id: number
  readonly code: string
  readonly busy: boolean
}

type Choice = PlanInput & { readonly skuIds: readonly number[] }

/** Draws are made over all storage locations, whatever other counts hold, so that the seed alone decides. */
async function locationsOf(act: OpenAct, choice: Choice): Promise<Chosen[]> {
  const found = await act.tx.$queryRaw<Chosen[]>`
    SELECT l.id, l.code, EXISTS (SELECT 1 FROM count_places c
      WHERE c.location_id = l.id AND c.closed_at IS NULL) AS busy
    FROM locations l WHERE l.kind = 'STORAGE' AND l.archived_at IS NULL AND ${condition(choice)}
    ORDER BY ${choice.scope === 'SAMPLE' ? Prisma.sql`md5(${choice.seed}::text || ':' || l.code)` : Prisma.sql`l.code`}
    ${choice.scope === 'SAMPLE' ? Prisma.sql`LIMIT ${choice.size}` : Prisma.empty}`
  const codes = new Set(found.map(({ code }) => code))
  const unknown = choice.scope === 'LOCATIONS' && choice.locations.find((code) => !codes.has(code))
  if (unknown) throw new FieldError({ locations: `没有存储库位 ${unknown}` })
  return found
}

function condition({ scope, zone, goodsClass, locations, skuIds }: Choice): Prisma.Sql {
  switch (scope) {
    case 'ZONE':
      return Prisma.sql`l.zone = ${zone}`
    case 'GOODS_CLASS':
      return Prisma.sql`l.goods_class = ${goodsClass}`
    case 'LOCATIONS':
      return Prisma.sql`l.code = ANY(${[...locations]}::text[])`
    case 'SKUS':
      return Prisma.sql`(EXISTS (SELECT 1 FROM stock_balances b
          WHERE b.location_id = l.id AND b.sku_id = ANY(${[...skuIds]}::int[]) AND b.quantity > 0)
        OR EXISTS (SELECT 1 FROM skus s WHERE s.home_location_id = l.id AND s.id = ANY(${[...skuIds]}::int[])))`
    case 'SAMPLE':
    case 'ALL':
      return Prisma.sql`TRUE`
  }
}
