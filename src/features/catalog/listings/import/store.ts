import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { Store } from '../../../orders/imports/engine/store.ts'
import type { StoreTools } from '../../../orders/imports/engine/tools.ts'
import { listings } from '../noun.ts'
import { applyListings } from './apply.ts'
import { matchSkus } from './match.ts'
import { changesOfListings, mergeListings, mergeSkus } from './merge.ts'
import { stageProducts } from './staging.ts'

/** For product files. Staged rows are those of `storedProducts`. */
export function listingStore(tools: StoreTools): Store {
  return {
    plan: (tx, job) => plan(tx, job, tools),
    effects,
    async apply(act, job, watch) {
      watch.tell('listings', 35)
      await applyListings(act, job, tools)
    },
    undoing: {
      noun: listings.key,
      tables: [
        { name: 'listings', key: 'id' },
        { name: 'listing_skus', key: 'id' },
      ],
    },
  }
}

async function plan(tx: Tx, job: Job, tools: StoreTools): Promise<void> {
  await stageProducts(tx, job, tools)
  await matchSkus(tx, job)
  await tx.$executeRaw(mergeListings(job, tools))
  await tx.$executeRaw`ANALYZE listing_merge (platform_item_id, listing_id)`
  await tx.$executeRaw(mergeSkus(job, tools))
  await tx.$executeRaw(changesOfListings)
  await tx.$executeRaw`ANALYZE sku_merge (row_number, platform_item_id, sku_id)`
  await tx.$executeRaw`ANALYZE listing_changes (listing_id)`
}

/** A row that is one SKU tells of that; whatever else became different of the listing shows in its rows as a change. */
const effects = Prisma.sql`
  SELECT p.row_number,
    CASE WHEN l.listing_id IS NULL OR (p.single AND k.is_new) THEN 'NEW'
      WHEN l.changed OR k.differs THEN 'CHANGED' ELSE 'UNCHANGED' END AS effect
  FROM staged_products p JOIN listing_merge l ON l.platform_item_id = p."platformItemId"
    LEFT JOIN (SELECT row_number, bool_or(sku_id IS NULL) AS is_new, bool_or(changed OR sku_id IS NULL) AS differs
      FROM sku_merge GROUP BY 1) k ON k.row_number = p.row_number`
