import type { Duty, Position } from '../../../actor.ts'
import { ALL_SHOP_DUTIES } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { SignedIn } from '../../../web/auth.ts'
import type { Contact, Directory } from '../../../work/house.ts'
import { viewsOf } from '../saved-views/queries.ts'

interface ActorRow {
  id: number
  name: string
  employeeNumber: string
  position: Position
  superiorId: number | null
  duties: Duty[]
  shopIds: number[]
  reports: number[]
  mustChangePassword: boolean
  demo: boolean
}

/**
 * Who somebody is right now, in one statement, because every request asks: position, duties, shops, and everybody
 * below at any depth. Null when not in service. `UNION` ends the recursion whatever the data holds.
 */
async function readActor(personId: number, account: Prisma.Sql, tx: Tx = db): Promise<SignedIn | null> {
  const [row] = await tx.$queryRaw<ActorRow[]>`
    WITH RECURSIVE below AS (
      SELECT person_id FROM assignments WHERE superior_id = ${personId} AND ends_at IS NULL
      UNION
      SELECT a.person_id FROM assignments a JOIN below b ON a.superior_id = b.person_id WHERE a.ends_at IS NULL
    )
    SELECT p.id, p.name, p.employee_number AS "employeeNumber", a.position, a.superior_id AS "superiorId",
      coalesce(c.must_change_password, FALSE) AS "mustChangePassword", p.demo,
      ARRAY(SELECT duty::text FROM assignment_duties WHERE assignment_id = a.id) AS duties,
      ARRAY(SELECT shop_id FROM assignment_shops WHERE assignment_id = a.id) AS "shopIds",
      ARRAY(SELECT person_id FROM below) AS reports
    FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
      LEFT JOIN accounts c ON c.person_id = p.id
    WHERE p.id = ${personId} AND p.state = 'ACTIVE' AND ${account}`
  if (!row) return null
  const { duties: extra, shopIds, reports, mustChangePassword, demo, id, ...person } = row
  const duties = new Set<Duty>([row.position, ...extra])
  const seesAll = ALL_SHOP_DUTIES.some((duty) => duties.has(duty))
  return {
    mustChangePassword,
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

  holdersOf: (duty, shopId, at, tx = db) => tx.$queryRaw<Contact[]>`
    SELECT p.id, p.name
    FROM people p JOIN assignments a ON a.person_id = p.id
    WHERE p.state = 'ACTIVE' AND a.starts_at <= ${at} AND (a.ends_at IS NULL OR a.ends_at > ${at})
      AND ${holds([duty])} AND ${shopId === null ? Prisma.sql`TRUE` : seesShop(shopId)}
    ORDER BY p.employee_number`,

  superiorsOf: (personId, at, tx = db) => tx.$queryRaw<Contact[]>`
    WITH RECURSIVE held AS (
      SELECT person_id, superior_id FROM assignments
      WHERE starts_at <= ${at} AND (ends_at IS NULL OR ends_at > ${at})
    ), above AS (
      SELECT superior_id AS id, 1 AS height FROM held WHERE person_id = ${personId} AND superior_id IS NOT NULL
      UNION ALL
      SELECT h.superior_id, above.height + 1 FROM held h JOIN above ON h.person_id = above.id
      WHERE h.superior_id IS NOT NULL
    ) CYCLE id SET circle USING path
    SELECT p.id, p.name FROM above JOIN people p ON p.id = above.id
    WHERE p.state = 'ACTIVE' AND NOT circle ORDER BY height`,
}

/** Whether assignment `a` brings any of the duties, by position or as an extra one. */
function holds(duties: readonly Duty[]): Prisma.Sql {
  return Prisma.sql`(a.position::text = ANY(${[...duties]}) OR EXISTS (
    SELECT 1 FROM assignment_duties d WHERE d.assignment_id = a.id AND d.duty::text = ANY(${[...duties]})))`
}

/** Whether assignment `a` sees a shop. */
function seesShop(shopId: number): Prisma.Sql {
  return Prisma.sql`(${holds(ALL_SHOP_DUTIES)} OR EXISTS (
    SELECT 1 FROM assignment_shops s WHERE s.assignment_id = a.id AND s.shop_id = ${shopId}))`
}
