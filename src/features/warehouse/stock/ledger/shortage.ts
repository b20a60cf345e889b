import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'

/** Goods that aren't there or are promised to others, in pieces. `locationId` is absent for a SKU as a whole. */
export interface Shortage {
  readonly skuId: number
  readonly locationId?: number
  /** Everything that lies there. */
  readonly onHand: number
  /** What of it is promised or quarantined. */
  readonly bound: number
  readonly wanted: number
}

/** 409: the ledger refuses to take what isn't there. The message names SKU, location, what is there and what was wanted. */
export class OutOfStock extends Conflict {
  constructor(
    message: string,
    readonly shortages: readonly Shortage[],
  ) {
    super(message)
  }
}

/**
 * Refuses if anything is short.
 * @throws OutOfStock with the codes that people know
 */
export async function demandNone(act: OpenAct, shortages: readonly Shortage[]): Promise<void> {
  if (shortages.length === 0) return
  const names = await codesOf(act, shortages)
  throw new OutOfStock(`库存不足：${shortages.map((one) => sentence(one, names)).join('；')}。`, shortages)
}

interface Codes {
  readonly skus: ReadonlyMap<number, string>
  readonly locations: ReadonlyMap<number, string>
}

async function codesOf(act: OpenAct, shortages: readonly Shortage[]): Promise<Codes> {
  const select = { id: true, code: true } as const
  const skus = await act.tx.sku.findMany({
    where: { id: { in: shortages.map(({ skuId }) => skuId) } },
    select,
  })
  const ids = shortages.flatMap(({ locationId }) => locationId ?? [])
  const locations = await act.tx.location.findMany({ where: { id: { in: ids } }, select })
  return {
    skus: new Map(skus.map(({ id, code }) => [id, code])),
    locations: new Map(locations.map(({ id, code }) => [id, code])),
  }
}

function sentence({ skuId, locationId, onHand, bound, wanted }: Shortage, codes: Codes): string {
  const sku = codes.skus.get(skuId) ?? String(skuId)
  const where = locationId === undefined ? '' : `在库位 ${codes.locations.get(locationId) ?? locationId} `
  const promised = locationId === undefined ? '已预留或隔离' : '已分配给拣货单'
  return `${sku} ${where}现有 ${onHand} 件${bound > 0 ? `（其中 ${bound} 件${promised}）` : ''}，需要 ${wanted} 件`
}
