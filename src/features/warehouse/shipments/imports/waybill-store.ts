import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { noteImages } from '../../../orders/imports/engine/images.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { Store } from '../../../orders/imports/engine/store.ts'
import type { Watch } from '../../../orders/imports/watch.ts'
import { shipments } from '../noun.ts'
import { undoWaybills } from './undo-waybills.ts'
import { planWaybills } from './waybill-plan.ts'

/** Binds labels as the packing table does, but before it: the parcel is still open, and opens by its label. */
async function apply(act: OpenAct, job: Job, watch: Watch): Promise<void> {
  watch.tell('parcels', 40)
  await act.tx.$executeRaw`
    UPDATE shipments s SET tracking_number = p.number, carrier = p.carrier, version = s.version + 1
    FROM waybill_plan p WHERE s.id = p.binds`
  // Not to put anything back, but so that a later file that told the same must be undone first.
  await noteImages(
    act.tx,
    job,
    'shipments',
    Prisma.sql`
      SELECT s.id AS row_id, NULL::int AS order_id, NULL::jsonb AS before
      FROM waybill_plan p JOIN shipments s ON s.tracking_number = p.number WHERE p.reason IS NULL`,
  )
  watch.tell('history', 70)
  await recordAll(
    act,
    { noun: shipments.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT s.id AS "subjectId", s.state::text AS "fromState", s.state::text AS "toState",
        jsonb_strip_nulls(jsonb_build_object(
          'trackingNumber', jsonb_build_array(NULL, s.tracking_number),
          'carrier', CASE WHEN s.carrier IS NOT NULL THEN jsonb_build_array(NULL, s.carrier) END)) AS changes
      FROM waybill_plan p JOIN shipments s ON s.id = p.binds ORDER BY s.id`,
  )
}

/** For waybill lists: a row is new when its label gets bound. */
export const waybillStore: Store = {
  plan: planWaybills,
  effects: Prisma.sql`
    SELECT s.row_number, CASE WHEN p.binds IS NULL THEN 'UNCHANGED' ELSE 'NEW' END AS effect
    FROM staged_waybills s JOIN waybill_plan p ON p.number = s."trackingNumber" WHERE p.reason IS NULL`,
  apply,
  undoing: undoWaybills,
}
