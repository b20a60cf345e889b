import type { Actor, Duty, Position } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { PersonState } from '../../../generated/prisma/enums.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { Option } from '../../../web/parts.ts'
import type { Held } from '../../../work/concerns.ts'
import { house, nounOf } from '../../../work/house.ts'
import type { Superiors } from './hierarchy.ts'
import type { Staff } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A person with the words for his assignment. */
export interface StaffRow extends Staff {
  superiorName: string | null
  shopNames: string[]
}

const select = Prisma.sql`
  SELECT p.id, p.employee_number AS "employeeNumber", p.name, p.pinyin, p.state, p.hired_on AS "hiredOn",
    p.left_on AS "leftOn", p.career_track AS "careerTrack", p.career_level AS "careerLevel", p.demo, p.version,
    p.created_at AS "createdAt", a.position, a.superior_id AS "superiorId", s.name AS "superiorName",
    ARRAY(SELECT duty::text FROM assignment_duties WHERE assignment_id = a.id ORDER BY duty) AS duties,
    ARRAY(SELECT shop_id FROM assignment_shops WHERE assignment_id = a.id ORDER BY shop_id) AS "shopIds",
    ARRAY(SELECT shops.name FROM assignment_shops JOIN shops ON shops.id = shop_id
      WHERE assignment_id = a.id ORDER BY shop_id) AS "shopNames"
  FROM people p
  JOIN LATERAL (SELECT * FROM assignments WHERE person_id = p.id ORDER BY starts_at DESC, id DESC LIMIT 1) a ON TRUE
  LEFT JOIN people s ON s.id = a.superior_id`

export interface StaffFilter {
  state?: PersonState
  /** Found in name, full pinyin, initials and employee number. */
  search?: string
  position?: Position
  shopId?: number
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { state, search, position, shopId }: StaffFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (state) conditions.push(Prisma.sql`p.state = ${state}::"PersonState"`)
  if (search) {
    const found = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(
      Prisma.sql`(lower(p.name) LIKE ${found} OR p.pinyin LIKE ${found} OR lower(p.employee_number) LIKE ${found})`,
    )
  }
  if (position) conditions.push(Prisma.sql`a.position = ${position}::"Position"`)
  if (shopId) {
    conditions.push(
      Prisma.sql`EXISTS (SELECT 1 FROM assignment_shops WHERE assignment_id = a.id AND shop_id = ${shopId})`,
    )
  }
  return Prisma.join(conditions, ' AND ')
}

const employeeNumber: KeyColumn<StaffRow> = {
  sql: Prisma.sql`p.employee_number`,
  kind: 'text',
  of: (row) => row.employeeNumber,
}
/** What the list can be sorted by; names by their pinyin. A team is bounded, so that no order needs an index of its own. */
export const ORDERS = {
  employeeNumber: [employeeNumber],
  name: [{ sql: Prisma.sql`p.pinyin`, kind: 'text', of: (row) => row.pinyin }, employeeNumber],
} satisfies Orders<StaffRow>

/** By employee number. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'employeeNumber', descending: false }

/** A page of people. `size` is larger for exports only. */
export function listStaff(
  actor: Actor,
  filter: StaffFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<StaffRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<StaffRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<StaffRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many visible people are in each state, one more than `COUNT_LIMIT` at most. */
export function countStates(actor: Actor): Promise<Record<PersonState, number>> {
  return countEach(
    ['ACTIVE', 'SUSPENDED', 'LEFT'],
    (state) => Prisma.sql`people p WHERE ${visibleTo(actor)} AND p.state = ${state}::"PersonState"`,
  )
}

/** @throws NotFound for somebody who isn't there or isn't for the actor's eyes */
export async function getStaff(actor: Actor, id: number): Promise<StaffRow> {
  const [row] = await db.$queryRaw<StaffRow[]>`${select} WHERE p.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** Everybody in service or suspended whom the actor sees, by employee number; for the chart. */
export function listServing(actor: Actor): Promise<StaffRow[]> {
  return db.$queryRaw<StaffRow[]>`
    ${select} WHERE p.state <> 'LEFT' AND ${visibleTo(actor)} ORDER BY p.employee_number`
}

/** Those who report directly to a person now. */
export function reportsOf(actor: Actor, personId: number): Promise<StaffRow[]> {
  return db.$queryRaw<StaffRow[]>`
    ${select} WHERE p.state <> 'LEFT' AND a.superior_id = ${personId} AND ${visibleTo(actor)}
    ORDER BY p.employee_number`
}

/** Everybody in service as choices of a form, by employee number: whom one may ask, report to or hand work to. */
export async function colleagueOptions(except?: number): Promise<Option[]> {
  const rows = await db.$queryRaw<Pick<Staff, 'id' | 'name' | 'employeeNumber' | 'pinyin' | 'position'>[]>`
    SELECT p.id, p.name, p.employee_number AS "employeeNumber", p.pinyin, a.position
    FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
    WHERE p.state = 'ACTIVE' AND p.id IS DISTINCT FROM ${except ?? null}::int ORDER BY p.employee_number`
  return rows.map(({ id, name, employeeNumber, pinyin, position }) => ({
    value: String(id),
    label: name,
    hint: `${employeeNumber} · ${dutyLabels[position]}`,
    search: `${employeeNumber} ${pinyin}`,
  }))
}

/** One of the dated assignments of a person. */
export interface AssignmentRow {
  id: number
  position: Position
  duties: Duty[]
  superiorName: string | null
  shopNames: string[]
  startsAt: Date
  endsAt: Date | null
}

/** A person's assignments, the newest first. Part of the file: ask the right before. */
export function assignmentsOf(personId: number): Promise<AssignmentRow[]> {
  return db.$queryRaw<AssignmentRow[]>`
    SELECT a.id, a.position, s.name AS "superiorName", a.starts_at AS "startsAt", a.ends_at AS "endsAt",
      ARRAY(SELECT duty::text FROM assignment_duties WHERE assignment_id = a.id ORDER BY duty) AS duties,
      ARRAY(SELECT shops.name FROM assignment_shops JOIN shops ON shops.id = shop_id
        WHERE assignment_id = a.id ORDER BY shop_id) AS "shopNames"
    FROM assignments a LEFT JOIN people s ON s.id = a.superior_id
    WHERE a.person_id = ${personId} AND a.starts_at IS DISTINCT FROM a.ends_at
    ORDER BY a.starts_at DESC, a.id DESC`
}

/** The direct superior of everybody who hasn't left, as it stands in this transaction. */
export async function superiors(tx: Tx): Promise<Superiors> {
  const rows = await tx.assignment.findMany({
    where: { endsAt: null },
    select: { personId: true, superiorId: true },
    orderBy: { id: 'asc' },
  })
  return new Map(rows.map(({ personId, superiorId }) => [personId, superiorId]))
}

/** How somebody proves who he is, without anything that proves it. */
export interface AccountFacts {
  mustChangePassword: boolean
  passwordChangedAt: Date
  secondFactorSince: Date | null
  /** Recovery codes that haven't been used. */
  codesLeft: number
}

/** How somebody signs in; part of the file. */
export async function accountOf(personId: number): Promise<AccountFacts | null> {
  const account = await db.account.findUnique({
    where: { personId },
    select: {
      mustChangePassword: true,
      passwordChangedAt: true,
      secondFactorSince: true,
      recoveryCodes: true,
    },
  })
  if (!account) return null
  const { recoveryCodes, ...facts } = account
  return { ...facts, codesLeft: recoveryCodes.length }
}

/** Something a person still has to do, for the page that hands it over. */
export interface HeldRow extends Held {
  dueAt: Date | null
}

/** How many held things a page lists; the deed moves all of them. */
const HELD_LISTED = 200

/** Everything a person holds: open work items, and what nouns know beyond them. Part of the file. */
export async function heldBy(personId: number): Promise<HeldRow[]> {
  const items = await db.workItem.findMany({
    where: { ownerId: personId, closedAt: null },
    orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    take: HELD_LISTED,
  })
  const rows = items.map(({ noun, subjectId, title, dueAt }) => ({
    title,
    href: `/${noun}/${subjectId}`,
    kind: nounOf(noun)?.label ?? '',
    dueAt,
  }))
  const beside: Held[] = []
  for (const concern of house().concerns ?? []) beside.push(...(await concern.heldBy(db, personId)))
  const known = new Set(rows.map(({ href }) => href))
  return [...rows, ...beside.filter(({ href }) => !known.has(href)).map((held) => ({ ...held, dueAt: null }))]
}

/** When somebody signed in or failed to; what their history leaves out. */
export const SIGN_INS = ['sign-in', 'sign-in-failed'] as const

export interface SignInRow {
  at: Date
  deed: (typeof SIGN_INS)[number]
  /** How the second factor was proved, where one was asked for. */
  remark: string | null
}

/** A person's last ten sign-ins and failures. Part of the file: ask the right before. */
export function signInsOf(personId: number): Promise<SignInRow[]> {
  return db.$queryRaw<SignInRow[]>`
    SELECT at, deed, remark FROM history
    WHERE noun = 'people/staff' AND subject_id = ${personId} AND deed = ANY(${[...SIGN_INS]})
    ORDER BY id DESC LIMIT 10`
}
