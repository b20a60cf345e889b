import { ALL_SHOP_DUTIES, dutyLabels } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { CareerTrack } from '../../../generated/prisma/enums.ts'
import type { Day } from '../../../lib/dates.ts'
import { dateColumn } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { Changes } from '../../../work/history.ts'
import { announce } from '../../../work/live.ts'
import { rerouteUnclaimed } from '../../../work/reroute.ts'
import type { AssignmentInput } from './assignments.ts'
import { demandOwner, demandShops, demandSuperior, lockOrganization, reassign } from './assignments.ts'
import { demandPassword } from './credentials.ts'
import { releaseItems } from './hand-over.ts'
import { staff } from './noun.ts'
import { pinyinOf } from './pinyin.ts'
import type { Person, Staff } from './policy.ts'

export interface ProfileInput {
  employeeNumber: string
  name: string
  hiredOn: Day
  careerTrack?: CareerTrack | null
  careerLevel?: string | null
}

/** What somebody new signs in with. */
export interface FirstPassword {
  passwordHash: string
  mustChange: boolean
}

/**
 * Somebody begins to work here: person, account and first assignment.
 * @throws FieldError for an employee number that is taken, a superior not in service, a closed shop
 */
export function hire(
  act: Act,
  { employeeNumber, name, hiredOn, careerTrack, careerLevel, ...assignment }: ProfileInput & AssignmentInput,
  password: FirstPassword,
  demo = false,
): Promise<{ id: number }> {
  return deed(act, async (act) => {
    await lockOrganization(act)
    await demandFreeNumber(act, employeeNumber)
    await demandShops(act, assignment.shopIds)
    const profile = { employeeNumber, name, pinyin: pinyinOf(name), hiredOn: dateColumn(hiredOn), demo }
    const { id } = await door.create(
      staff,
      act,
      { ...profile, careerTrack, careerLevel, createdAt: act.at },
      { changes: await changesOf(act, null, assignment) },
    )
    await demandSuperior(act, new Map([[id, assignment.superiorId]]))
    await act.tx.account.create({
      data: {
        personId: id,
        passwordHash: password.passwordHash,
        mustChangePassword: password.mustChange,
        passwordChangedAt: act.at,
      },
    })
    await reassign(act, new Map([[id, assignment]]))
    return { id }
  })
}

/**
 * With another employee number somebody signs in otherwise: it takes the password of the one who acts.
 * @throws FieldError for an employee number that is taken, or a wrong password (counted like a failed sign-in)
 */
export async function editProfile(
  act: Act,
  person: Person,
  input: ProfileInput,
  current: string | null,
): Promise<void> {
  if (input.employeeNumber !== person.employeeNumber) {
    if (current === null) throw new FieldError({ current: '修改工号时，请填写您的密码' })
    await demandPassword(act, current)
  }
  await deed(act, async (act) => {
    await lockOrganization(act)
    await demandFreeNumber(act, input.employeeNumber, person.id)
    await door.edit(staff, act, person, {
      ...input,
      hiredOn: dateColumn(input.hiredOn),
      pinyin: pinyinOf(input.name),
    })
    return null
  })
}

/**
 * Ends a person's present assignment and begins another. Work claimed for a duty he loses goes back to the position.
 * @throws FieldError for a circle in the reporting line, a closed shop, or when no owner would remain
 */
export function assign(
  act: Act,
  person: Staff,
  input: AssignmentInput,
  remark: string | null,
): Promise<unknown> {
  return deed(act, async (act) => {
    await lockOrganization(act)
    if (person.state === 'LEFT') throw new Conflict('此人已离职，不能再调整任职。')
    await demandSuperior(act, new Map([[person.id, input.superiorId]]))
    await demandShops(act, input.shopIds, person.shopIds)
    const changes = await changesOf(act, person, input)
    await door.edit(staff, act, person, {}, { deed: 'assignment', changes, remark })
    await reassign(act, new Map([[person.id, input]]))
    await demandOwner(act)
    const duties = new Set([input.position, ...input.duties])
    const seesAll = ALL_SHOP_DUTIES.some((duty) => duties.has(duty))
    await releaseItems(act, person, { duties, shops: seesAll ? 'all' : new Set(input.shopIds) })
    await rerouteUnclaimed(act)
    await announce(act, [], [person.id])
    return null
  })
}

/** Moves that ask no more than a remark: back to work. */
export async function moveStaff(
  act: Act,
  person: Person,
  move: string,
  remark: string | null,
): Promise<void> {
  await door.move(staff, act, person, move, {}, { remark })
}

/** Signs a person out everywhere; returns the epoch with which he himself can begin anew. */
export function endSessions(act: Act, person: Person): Promise<{ epoch: number }> {
  return deed(act, async (act) => {
    await door.edit(staff, act, person, {}, { deed: 'end-sessions' })
    return { epoch: await endSessionsOf(act, person.id) }
  })
}

/** Raises the epoch, so that no session of the person counts any more; for deeds that cause it. */
export async function endSessionsOf(act: OpenAct, personId: number): Promise<number> {
  const { sessionEpoch } = await act.tx.account.update({
    where: { personId },
    data: { sessionEpoch: { increment: 1 } },
  })
  await announce(act, [], [personId])
  return sessionEpoch
}

/** Numbers that differ only in capitals would be mixed up when signing in. */
async function demandFreeNumber(act: OpenAct, employeeNumber: string, ownId?: number): Promise<void> {
  const taken = await act.tx.person.findFirst({
    where: {
      employeeNumber: { equals: employeeNumber, mode: 'insensitive' },
      ...(ownId === undefined ? {} : { id: { not: ownId } }),
    },
    select: { id: true },
  })
  if (taken) throw new FieldError({ employeeNumber: '这个工号已经有人使用' })
}

/** What an assignment changes, in words, because names and shops may be called otherwise later. */
async function changesOf(act: OpenAct, before: Staff | null, after: AssignmentInput): Promise<Changes> {
  const [old, fresh] = [before ? await wordsOf(act, before) : null, await wordsOf(act, after)]
  const changes: Changes = {}
  for (const [field, words] of Object.entries(fresh)) {
    const earlier = old?.[field] ?? null
    if (earlier !== words) changes[field] = [earlier, words]
  }
  return changes
}

async function wordsOf(
  act: OpenAct,
  { position, duties, superiorId, shopIds }: AssignmentInput,
): Promise<Record<string, string | null>> {
  const superior =
    superiorId === null
      ? null
      : await act.tx.person.findUnique({ where: { id: superiorId }, select: { name: true } })
  const shops = await act.tx.shop.findMany({
    where: { id: { in: [...shopIds] } },
    select: { name: true },
    orderBy: { id: 'asc' },
  })
  return {
    position: dutyLabels[position],
    duties:
      duties
        .map((duty) => dutyLabels[duty])
        .sort()
        .join('、') || null,
    superior: superior?.name ?? null,
    shops: shops.map(({ name }) => name).join('、') || null,
  }
}
