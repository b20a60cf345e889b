import { Prisma } from '../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../work/act.ts'
import { recordAll } from '../../../work/history.ts'
import { quantityToBuy } from './formula.ts'
import type { SkuNeed } from './needs.ts'
import { restocks } from './noun.ts'
import type { Restock } from './policy.ts'

/**
 * Brings open proposals in line with what is needed now and from whom. They stay the same proposals, because whoever buys
 * has until the same time to decide: a new one every night would never be overdue.
 *
 * @returns how many were changed
 */
export async function renew(
  act: OpenAct,
  open: readonly Restock[],
  needs: ReadonlyMap<number, SkuNeed>,
): Promise<number> {
  const changed = open.flatMap(({ id, skuId, proposed, supplierId }) => {
    const need = needs.get(skuId)
    if (!need) return []
    const fresh = { ...need, id, proposed: quantityToBuy(need) }
    return fresh.proposed === proposed && fresh.supplierId === supplierId ? [] : [fresh]
  })
  if (changed.length === 0) return 0
  const fresh = Prisma.sql`jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS n(id int, "supplierId" int,
    proposed int, "milliPerDay" int, "seasonPercent" int, "leadDays" int, "reviewDays" int, "safetyPieces" int,
    owed int, available int, "onTheWay" int, "minimumQuantity" int, "cartonQuantity" int)`
  await recordAll(
    act,
    { noun: restocks.key, deed: 'renew' },
    Prisma.sql`
      SELECT r.id AS "subjectId", r.state::text AS "fromState", r.state::text AS "toState",
        CASE WHEN n.proposed = r.proposed THEN '{}' ELSE
          jsonb_build_object('proposed', jsonb_build_array(r.proposed, n.proposed)) END
        || CASE WHEN n."supplierId" IS NOT DISTINCT FROM r.supplier_id THEN '{}' ELSE
          jsonb_build_object('supplier', jsonb_build_array(a.name, b.name)) END AS changes
      FROM restocks r JOIN ${fresh} ON n.id = r.id LEFT JOIN suppliers a ON a.id = r.supplier_id
        LEFT JOIN suppliers b ON b.id = n."supplierId" ORDER BY r.id`,
  )
  await act.tx.$executeRaw`
    UPDATE restocks r SET supplier_id = n."supplierId", proposed = n.proposed, milli_per_day = n."milliPerDay",
      season_percent = n."seasonPercent", lead_days = n."leadDays", review_days = n."reviewDays",
      safety_pieces = n."safetyPieces", owed = n.owed, available = n.available, on_the_way = n."onTheWay",
      minimum_quantity = n."minimumQuantity", carton_quantity = n."cartonQuantity", version = r.version + 1
    FROM ${fresh} WHERE r.id = n.id`
  return changed.length
}
