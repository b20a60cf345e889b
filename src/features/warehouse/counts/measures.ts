import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { Measure, Period } from '../../../work/measures.ts'
import { counts } from './noun.ts'

/**
 * How good counting and stock are, over the counts posted in a period; a line is a SKU at a location.
 *
 * Of a location: how often the first count found what the book said. Of a person: how often his first count was
 * confirmed, by a recount or by the lead; that the book was wrong isn't the counter's mistake. Pieces: what is agreed on
 * (the smaller of two figures) of what is in question (the larger).
 */
export interface Accuracy {
  subjectId: number
  subject: string
  /** Lines right at the first count. */
  right: number
  /** Lines counted. */
  lines: number
  piecesRight: number
  pieces: number
}

export const SUBJECTS = ['person', 'location'] as const
export type Subject = (typeof SUBJECTS)[number]

const subjects: Record<
  Subject,
  { from: Prisma.Sql; id: Prisma.Sql; name: Prisma.Sql; truth: Prisma.Sql; right: Prisma.Sql }
> = {
  location: {
    from: Prisma.sql`JOIN locations x ON x.id = p.location_id`,
    id: Prisma.sql`x.id`,
    name: Prisma.sql`x.code`,
    truth: Prisma.sql`l.first_expected`,
    right: Prisma.sql`l.first_counted = l.first_expected`,
  },
  person: {
    from: Prisma.sql`JOIN count_turns t ON t.id = l.first_turn_id JOIN people x ON x.id = t.person_id`,
    id: Prisma.sql`x.id`,
    name: Prisma.sql`x.name`,
    // What lay there at the first count, as the last one knows.
    truth: Prisma.sql`GREATEST(0, CASE WHEN l.verdict = 'REJECTED' AND l.cause = 'MISCOUNTED' THEN l.first_expected
      ELSE l.first_expected + l.counted - (l.book - l.fetched) END)`,
    right: Prisma.sql`l.first_counted - l.first_expected = CASE WHEN l.verdict = 'REJECTED' AND l.cause = 'MISCOUNTED'
      THEN 0 ELSE l.counted - (l.book - l.fetched) END`,
  },
}

/** The lines of counts posted in a period, as `l`, with their count `c` and their subject `x`. */
function linesPosted(subject: Subject, { from, to }: Period): Prisma.Sql {
  return Prisma.sql`count_lines l JOIN count_places p ON p.id = l.place_id
    JOIN counts c ON c.id = p.count_id AND c.state = 'POSTED' AND c.posted_at >= ${from} AND c.posted_at < ${to}
    ${subjects[subject].from}`
}

/** How often a person's first count was confirmed. */
export const countAccuracy: Measure = {
  key: 'warehouse.count-accuracy',
  label: '盘点准确率',
  unit: '%',
  better: 'higher',
  grain: 'person',
  source: '盘点单',
  definition:
    '分母：本人初盘的盘点行数（一个货品在一个库位是一行），按盘点过账时间归入期间。分子：其中初盘数被复盘或复核认定无误的；账面有误不算盘错。',
  sql: (period) => rightOf('person', period),
  evidence: (person, period) => wrongOf('person', period, Prisma.sql`x.id = ${person}`),
}

/** How often the book of the warehouse was right, as the first count found it. */
export const stockAccuracy: Measure = {
  key: 'warehouse.stock-accuracy',
  label: '库存准确率',
  unit: '%',
  better: 'higher',
  grain: 'house',
  source: '盘点单',
  definition:
    '分母：盘点行数（一个货品在一个库位是一行），按盘点过账时间归入期间。分子：其中初盘数与账面数相同的。',
  sql: (period) => Prisma.sql`
    SELECT 0 AS subject, sum(s.numerator) AS numerator, sum(s.denominator) AS denominator
    FROM (${rightOf('location', period)}) AS s HAVING count(*) > 0`,
  evidence: (_house, period) => wrongOf('location', period, Prisma.sql`TRUE`),
}

function rightOf(subject: Subject, period: Period): Prisma.Sql {
  const { id, right } = subjects[subject]
  return Prisma.sql`
    SELECT ${id} AS subject, (count(*) FILTER (WHERE ${right}))::int AS numerator, count(*)::int AS denominator
    FROM ${linesPosted(subject, period)} GROUP BY 1`
}

/** The counts with lines that weren't right. */
function wrongOf(subject: Subject, period: Period, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ${counts.key} AS noun, c.id AS "subjectId", c.posted_at AS at
    FROM ${linesPosted(subject, period)} WHERE ${which} AND NOT (${subjects[subject].right}) ORDER BY "subjectId"`
}

/** A page of people or locations by name, with numerators and denominators. `size` is larger for exports only. */
export function accuracyOf(
  subject: Subject,
  period: Period,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<Accuracy>> {
  const of = subjects[subject]
  const byName: Order<Accuracy> = [
    { sql: Prisma.sql`subject`, kind: 'text', of: (row) => row.subject },
    { sql: Prisma.sql`"subjectId"`, kind: 'number', of: (row) => row.subjectId },
  ]
  return keyPage(
    byName,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<Accuracy[]>`
      SELECT * FROM (
        SELECT ${of.id} AS "subjectId", ${of.name} AS subject, (count(*) FILTER (WHERE ${of.right}))::int AS right,
          count(*)::int AS lines, sum(LEAST(l.first_counted, ${of.truth}))::int AS "piecesRight",
          sum(GREATEST(l.first_counted, ${of.truth}))::int AS pieces
        FROM ${linesPosted(subject, period)} GROUP BY 1, 2) AS measured
      WHERE TRUE ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}
