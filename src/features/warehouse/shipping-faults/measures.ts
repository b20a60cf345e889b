import { Prisma } from '../../../generated/prisma/client.ts'
import type { ShippingStep } from '../../../generated/prisma/enums.ts'
import type { Measure, Period } from '../../../work/measures.ts'
import { shipments } from '../shipments/noun.ts'
import { shippingFaults } from './noun.ts'

/** A step of shipping, with who did it and when; `sh` is the parcel in the query. */
interface Step {
  readonly step: ShippingStep
  readonly doer: Prisma.Sql
  readonly doneAt: Prisma.Sql
}

/** How many of the parcels on which somebody did a step were found faulty at it later; withdrawn faults don't count. */
function errorsAt(
  { step, doer, doneAt }: Step,
  words: Pick<Measure, 'key' | 'label' | 'definition'>,
): Measure {
  const done = ({ from, to }: Period): Prisma.Sql => Prisma.sql`
    SELECT sh.id, ${doer} AS doer FROM shipments sh WHERE ${doneAt} >= ${from} AND ${doneAt} < ${to}`
  const charged = Prisma.sql`f.step = ${step}::"ShippingStep" AND f.state <> 'WITHDRAWN'`
  return {
    ...words,
    unit: '%',
    better: 'lower',
    grain: 'person',
    source: '发货差错、发货单',
    sql: (period) => Prisma.sql`
      SELECT d.doer AS subject, count(*) FILTER (WHERE EXISTS (
          SELECT 1 FROM shipping_faults f WHERE f.shipment_id = d.id AND ${charged} AND f.person_id = d.doer))::int AS numerator,
        count(*)::int AS denominator
      FROM (${done(period)}) AS d WHERE d.doer IS NOT NULL GROUP BY d.doer`,
    evidence: (subject, period) => Prisma.sql`
      SELECT ${shippingFaults.key} AS noun, f.id AS "subjectId", f.acted_at AS at
      FROM (${done(period)}) AS d JOIN shipping_faults f ON f.shipment_id = d.id AND f.person_id = d.doer
      WHERE d.doer = ${subject} AND ${charged} ORDER BY f.id`,
  }
}

/** How many of the parcels that somebody picked turned out wrongly picked. */
export const pickingErrors = errorsAt(
  {
    step: 'PICK',
    doer: Prisma.sql`(SELECT h.person_id FROM history h
      WHERE h.noun = ${shipments.key} AND h.subject_id = sh.id AND h.deed = 'finish-picking' ORDER BY h.id DESC LIMIT 1)`,
    doneAt: Prisma.sql`sh.picked_at`,
  },
  {
    key: 'warehouse.picking-errors',
    label: '拣货差错率',
    definition:
      '分母：期间内由本人拣齐的包裹数。分子：其中后来登记有差错、归到拣货的包裹数，按拣齐时间归入期间，一个包裹只计一次；已撤销的不计。',
  },
)

/** How many of the parcels that somebody packed turned out wrong, short, surplus or badly packed. */
export const packingErrors = errorsAt(
  { step: 'PACK', doer: Prisma.sql`sh.packed_by_id`, doneAt: Prisma.sql`sh.packed_at` },
  {
    key: 'warehouse.packing-errors',
    label: '打包差错率',
    definition:
      '分母：期间内由本人打包的包裹数。分子：其中后来登记有错发、少发、多发或包装不当的包裹数，按打包时间归入期间，一个包裹只计一次；已撤销的不计。',
  },
)

/** How many of the parcels that somebody gave to the courier were late, or faulty at that. */
export const handOverErrors = errorsAt(
  {
    step: 'HAND_OVER',
    doer: Prisma.sql`(SELECT ho.person_id FROM hand_overs ho WHERE ho.id = sh.hand_over_id)`,
    doneAt: Prisma.sql`sh.shipped_at`,
  },
  {
    key: 'warehouse.hand-over-errors',
    label: '交接差错率',
    definition:
      '分母：期间内由本人交接给快递的包裹数。分子：其中后来登记有差错、归到交接的包裹数（含晚发），按交接时间归入期间，一个包裹只计一次；已撤销的不计。',
  },
)

/** How many of the parcels that left were with the courier by their ship-by time. */
export const shippedOnTime: Measure = {
  key: 'warehouse.shipped-on-time',
  label: '发货准时率',
  unit: '%',
  better: 'higher',
  grain: 'shop',
  source: '发货单',
  definition: '分母：期间内交接给快递的包裹数，按交接时间归入期间。分子：其中交接时间不晚于最晚发货时间的。',
  sql: ({ from, to }) => Prisma.sql`
    SELECT sh.shop_id AS subject, count(*) FILTER (WHERE sh.shipped_at <= sh.ship_by)::int AS numerator,
      count(*)::int AS denominator
    FROM shipments sh WHERE sh.state = 'SHIPPED' AND sh.shipped_at >= ${from} AND sh.shipped_at < ${to}
    GROUP BY sh.shop_id`,
  evidence: (subject, { from, to }) => Prisma.sql`
    SELECT ${shipments.key} AS noun, sh.id AS "subjectId", sh.shipped_at AS at
    FROM shipments sh WHERE sh.state = 'SHIPPED' AND sh.shop_id = ${subject} AND sh.shipped_at >= ${from}
      AND sh.shipped_at < ${to} AND sh.shipped_at > sh.ship_by ORDER BY sh.id`,
}
