import type { Duty, Position, Superior } from '../../../actor.ts'
import { ALL_SHOP_DUTIES } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { groupBy } from '../../../lib/groups.ts'
import type { SignedIn } from '../../../web/auth.ts'
import type { Contact, Directory, Post } from '../../../work/house.ts'
import { postKey } from '../../../work/house.ts'
import { viewsOf } from '../saved-views/queries.ts'
import { demandsSecondFactor } from './second-factor.ts'

interface ActorRow {
  id: number
  name: string
  employeeNumber: string
  position: Position
  superiorId: number | null
  duties: Duty[]
  shopIds: number[]
  reports: number[]
  above: Superior[]
  mustChangePassword: boolean
  secondFactorSince: Date | null
  secondFactorDueAt: Date | null
  demo: boolean
}

/**
 * Who somebody is right now, in one statement, because every request asks: position, duties, shops, everybody below at
 * any depth, and those above by name. Null when not in service. The recursion ends whatever the data holds.
 */
async function readActor(personId: number, account: Prisma.Sql, tx: Tx = db): Promise<SignedIn | null> {
  const [row] = await tx.$queryRaw<ActorRow[]>`/* prepared */
    WITH RECURSIVE below AS (
      SELECT person_id FROM assignments WHERE superior_id = ${personId} AND ends_at IS NULL
      UNION
      SELECT a.person_id FROM assignments a JOIN below b ON a.superior_id = b.person_id WHERE a.ends_at IS NULL
    ), above AS (
      SELECT superior_id AS id, 1 AS height FROM assignments
      WHERE person_id = ${personId} AND ends_at IS NULL AND superior_id IS NOT NULL
      UNION ALL
      SELECT a.superior_id, above.height + 1 FROM assignments a JOIN above ON a.person_id = above.id
      WHERE a.ends_at IS NULL AND a.superior_id IS NOT NULL
    ) CYCLE id SET circle USING path
    SELECT p.id, p.name, p.employee_number AS "employeeNumber", a.position, a.superior_id AS "superiorId",
      coalesce(c.must_change_password, FALSE) AS "mustChangePassword", p.demo,
      c.second_factor_since AS "secondFactorSince", c.second_factor_due_at AS "secondFactorDueAt",
      ARRAY(SELECT duty::text FROM assignment_duties WHERE assignment_id = a.id) AS duties,
      ARRAY(SELECT shop_id FROM assignment_shops WHERE assignment_id = a.id) AS "shopIds",
      ARRAY(SELECT person_id FROM below) AS reports,
      coalesce((
        SELECT json_agg(json_build_object('name', sp.name, 'position', sa.position, 'duties', sa.position::text ||
          ARRAY(SELECT duty::text FROM assignment_duties WHERE assignment_id = sa.id)) ORDER BY above.height)
        FROM above JOIN people sp ON sp.id = above.id AND sp.state = 'ACTIVE'
          JOIN assignments sa ON sa.person_id = sp.id AND sa.ends_at IS NULL
        WHERE NOT above.circle), '[]') AS above
    FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
      LEFT JOIN accounts c ON c.person_id = p.id
    WHERE p.id = ${personId} AND p.state = 'ACTIVE' AND ${account}`
  if (!row) return null
  const { duties: extra, shopIds, reports, mustChangePassword, demo, id, ...rest } = row
  const { secondFactorSince, secondFactorDueAt, ...person } = rest
  const duties = new Set<Duty>([row.position, ...extra])
  const seesAll = ALL_SHOP_DUTIES.some((duty) => duties.has(duty))
  return {
    mustChangePassword,
    enrolBy: secondFactorSince === null && demandsSecondFactor(duties, demo) ? secondFactorDueAt : null,
    demo,
    actor: {
      kind: 'person',
      personId: id,
      ...person,
      duties,
      shops: seesAll ? 'all' : new Set(shopIds),
      reports: new Set(reports),
    },
  }
}

/** The signed-in person as of now; null when signed out everywhere since, or not in service. */
export function signedIn(personId: number, epoch: number): Promise<SignedIn | null> {
  return readActor(personId, Prisma.sql`c.session_epoch = ${epoch}`)
}

/** What `work/` and `web/` are told about people. */
export const directory: Directory = {
  viewsOf,

  actorOf: async (personId, tx) => (await readActor(personId, Prisma.sql`TRUE`, tx))?.actor ?? null,

  async holdersOf(posts, at, tx = db) {
    if (posts.length === 0) return new Map()
    const rows = await tx.$queryRaw<(Contact & Post)[]>`
      SELECT p.id, p.name, q.duty, q.shop_id AS "shopId"
      FROM (SELECT DISTINCT duty, shop_id
            FROM unnest(${posts.map(({ duty }) => duty)}::text[], ${posts.map(({ shopId }) => shopId)}::int[]) AS q(duty, shop_id)) q
        CROSS JOIN people p JOIN assignments a ON a.person_id = p.id
      WHERE p.state = 'ACTIVE' AND a.starts_at <= ${at} AND (a.ends_at IS NULL OR a.ends_at > ${at})
        AND ${holds(Prisma.sql`ARRAY[q.duty]`)} AND (q.shop_id IS NULL OR ${seesShop(Prisma.sql`q.shop_id`)})
      ORDER BY p.employee_number`
    const groups = groupBy(rows, postKey)
    return new Map([...groups].map(([key, found]) => [key, found.map(({ id, name }) => ({ id, name }))]))
  },

  async superiorsOf(personIds, at, tx = db) {
    if (personIds.length === 0) return new Map()
    const rows = await tx.$queryRaw<(Contact & { of: number })[]>`
      WITH RECURSIVE held AS (
        SELECT person_id, superior_id FROM assignments
        WHERE starts_at <= ${at} AND (ends_at IS NULL OR ends_at > ${at})
      ), above AS (
        SELECT person_id AS below, superior_id AS id, 1 AS height FROM held
        WHERE person_id = ANY(${[...personIds]}) AND superior_id IS NOT NULL
        UNION ALL
        SELECT above.below, h.superior_id, above.height + 1 FROM held h JOIN above ON h.person_id = above.id
        WHERE h.superior_id IS NOT NULL
      ) CYCLE below, id SET circle USING path
      SELECT above.below AS of, p.id, p.name FROM above JOIN people p ON p.id = above.id
      WHERE p.state = 'ACTIVE' AND NOT circle ORDER BY height`
    const groups = groupBy(rows, ({ of }) => of)
    return new Map([...groups].map(([of, found]) => [of, found.map(({ id, name }) => ({ id, name }))]))
  },
}

/** Whether assignment `a` brings any of the duties, an array of text, by position or as an extra one. */
function holds(duties: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(a.position::text = ANY(${duties}) OR EXISTS (
    SELECT 1 FROM assignment_duties d WHERE d.assignment_id = a.id AND d.duty::text = ANY(${duties})))`
}

/** Whether assignment `a` sees a shop. */
function seesShop(shopId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${holds(Prisma.sql`${[...ALL_SHOP_DUTIES]}::text[]`)} OR EXISTS (
    SELECT 1 FROM assignment_shops s WHERE s.assignment_id = a.id AND s.shop_id = ${shopId}))`
}
