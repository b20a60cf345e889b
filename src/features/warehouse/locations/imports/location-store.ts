import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { noteImages } from '../../../orders/imports/engine/images.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { Store } from '../../../orders/imports/engine/store.ts'
import type { Watch } from '../../../orders/imports/watch.ts'
import { locations } from '../noun.ts'
import { planLocations, useWords } from './location-plan.ts'
import { UNCHANGED, undoLocations } from './undo-locations.ts'

async function apply(act: OpenAct, job: Job, watch: Watch): Promise<void> {
  watch.tell('locations', 35)
  await change(act, job)
  await add(act, job)
  watch.tell('history', 70)
  await tell(act, job)
}

async function change({ tx }: OpenAct, job: Job): Promise<void> {
  await noteImages(
    tx,
    job,
    'locations',
    Prisma.sql`
      SELECT l.id AS row_id, NULL::int AS order_id,
        CASE WHEN p.changed THEN to_jsonb(l) ELSE jsonb_build_object(${UNCHANGED}::text, TRUE) END AS before
      FROM location_plan p JOIN locations l ON l.id = p.location_id`,
  )
  await tx.$executeRaw`
    UPDATE locations l SET zone = p.zone, goods_class = p.goods_class, version = l.version + 1
    FROM location_plan p WHERE l.id = p.location_id AND p.changed`
}

async function add({ tx, at }: OpenAct, job: Job): Promise<void> {
  await noteImages(
    tx,
    job,
    'locations',
    Prisma.sql`SELECT id AS row_id, NULL::int AS order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH born AS (
      INSERT INTO locations (code, zone, kind, goods_class, created_at)
      SELECT code, zone, kind, goods_class, ${at}::timestamptz
      FROM location_plan WHERE location_id IS NULL ORDER BY row_number RETURNING id)`,
  )
}

/** A line of history for each location that is new or has become different. */
async function tell(act: OpenAct, job: Job): Promise<void> {
  await recordAll(
    act,
    { noun: locations.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT i.row_id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState", NULL::jsonb AS changes
      FROM import_images i WHERE i.import_id = ${job.id} AND i.table_name = 'locations' AND i.before IS NULL
      UNION ALL
      SELECT location_id, NULL, NULL,
        CASE WHEN zone <> old_zone THEN jsonb_build_object('zone', jsonb_build_array(old_zone, zone)) ELSE '{}' END
        || CASE WHEN goods_class IS DISTINCT FROM old_goods_class
          THEN jsonb_build_object('goodsClass', jsonb_build_array(old_goods_class, goods_class)) ELSE '{}' END
      FROM location_plan WHERE changed ORDER BY 1`,
  )
}

/** For sheets of locations. */
export const locationStore: Store = {
  plan: planLocations,
  effects: Prisma.sql`
    SELECT row_number, CASE WHEN location_id IS NULL THEN 'NEW' WHEN changed THEN 'CHANGED' ELSE 'UNCHANGED' END AS effect
    FROM location_plan`,
  beside: Prisma.sql`
    SELECT row_number, jsonb_build_object('zoneWas', old_zone, 'goodsClassWas', old_goods_class, 'useWas',
      ${useWords('old_kind')}, 'useWords', ${useWords('kind')}) AS shown
    FROM location_plan`,
  apply,
  undoing: undoLocations,
}
