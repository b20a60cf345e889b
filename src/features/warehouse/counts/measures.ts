import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'

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

/** Moments: from the first, before the last. */
export interface Period {
  from: Date
  to: Date
}

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

/** A page of people or locations by name, with numerators and denominators. `size` is larger for exports only. */
export function accuracyOf(
  subject: Subject,
  { from, to }: Period,
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
        FROM count_lines l JOIN count_places p ON p.id = l.place_id
          JOIN counts c ON c.id = p.count_id AND c.state = 'POSTED' ${of.from}
        WHERE c.posted_at >= ${from} AND c.posted_at < ${to} GROUP BY 1, 2) AS measured
      WHERE TRUE ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}
