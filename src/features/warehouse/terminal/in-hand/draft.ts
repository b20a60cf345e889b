import type { Tx } from '../../../../database/client.ts'
import type { Draft } from '../hand.ts'

/** The goods and the place of a report that's being written, in words. */
export interface DraftWords {
  readonly draftGoods: string | null
  readonly draftPlace: string | null
}

export async function readDraft(tx: Tx, draft: Draft | null): Promise<DraftWords> {
  if (draft === null) return { draftGoods: null, draftPlace: null }
  const [words] = await tx.$queryRaw<DraftWords[]>`
    SELECT (SELECT concat_ws(' ', p.name, s.color, s.size) FROM skus s JOIN products p ON p.id = s.product_id
        WHERE s.id = ${draft.skuId}::int) AS "draftGoods",
      (SELECT code FROM locations WHERE id = ${draft.locationId}::int) AS "draftPlace"`
  return words ?? { draftGoods: null, draftPlace: null }
}
