import { Prisma } from '../../../generated/prisma/client.ts'
import type { Measure } from '../../../work/measures.ts'
import { shipments } from '../shipments/noun.ts'
import { shippingFaults } from './noun.ts'

/** How many of the parcels that somebody packed turned out wrong, short, surplus or badly packed. */
export const packingErrors: Measure = {
  key: 'warehouse.packing-errors',
  label: '打包差错率',
  unit: '%',
  better: 'lower',
  grain: 'person',
  source: '发货差错、发货单',
  definition:
    '分母：期间内由本人打包的包裹数。分子：其中后来登记有错发、少发、多发或包装不当的包裹数，按打包时间归入期间，一个包裹只计一次；已撤销的不计。',
  sql: ({ from, to }) => Prisma.sql`
    SELECT sh.packed_by_id AS subject, count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM shipping_faults f WHERE f.shipment_id = sh.id AND f.step = 'PACK' AND f.state <> 'WITHDRAWN'
          AND f.person_id = sh.packed_by_id))::int AS numerator, count(*)::int AS denominator
    FROM shipments sh
    WHERE sh.packed_by_id IS NOT NULL AND sh.packed_at >= ${from} AND sh.packed_at < ${to}
    GROUP BY sh.packed_by_id`,
  evidence: (subject, { from, to }) => Prisma.sql`
    SELECT ${shippingFaults.key} AS noun, f.id AS "subjectId", f.acted_at AS at
    FROM shipping_faults f JOIN shipments sh ON sh.id = f.shipment_id AND sh.packed_by_id = f.person_id
    WHERE f.person_id = ${subject} AND f.step = 'PACK' AND f.state <> 'WITHDRAWN'
      AND sh.packed_at >= ${from} AND sh.packed_at < ${to} ORDER BY f.id`,
}

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
