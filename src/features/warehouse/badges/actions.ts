import { personOf } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import { hashSecret } from '../../../lib/passwords.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { record } from '../../../work/history.ts'
import { directory } from '../../../work/house.ts'
import { demand } from '../../../work/nouns.ts'
import { demandPassword } from '../../people/staff/credentials.ts'
import { staff } from '../../people/staff/noun.ts'
import { getStaff } from '../../people/staff/queries.ts'
import { badges } from './noun.ts'
import { pinFault } from './pins.ts'
import type { Badge } from './policy.ts'

/**
 * Issues a badge and revokes the one its holder had. The code is made and hashed by the caller, so that it's stored
 * nowhere; returned is the hash that counted: for a repeated submission it's the first one's.
 * @throws FieldError for somebody who isn't in service or isn't a clerk, or a wrong password of the one who acts (counted
 * like a failed sign-in)
 */
export async function issueBadge(
  act: Act,
  { personId, current }: { personId: number; current: string },
  codeHash: string,
): Promise<{ id: number; codeHash: string }> {
  await demandPassword(act, current)
  return deed(act, async (act) => {
    const holder = await directory().actorOf(personId)
    if (!holder?.duties.has('WAREHOUSE_CLERK')) throw new FieldError({ personId: '工牌只发给在职的仓管' })
    const before = await act.tx.badge.findFirst({
      where: { personId, revokedAt: null },
      omit: { codeHash: true },
    })
    if (before) {
      await door.edit(badges, act, before, { revokedAt: act.at }, { deed: 'revoke', remark: '换发新工牌' })
    }
    const { id } = await door.create(badges, act, {
      personId,
      codeHash,
      issuedById: personOf(act.actor),
      createdAt: act.at,
    })
    return { id, codeHash }
  })
}

/**
 * The card opens nothing any more, and its holder is signed out of all terminals: whoever found it may be there.
 * @throws Conflict when it's revoked already
 */
export function revokeBadge(act: Act, badge: Badge): Promise<null> {
  return deed(act, async (act) => {
    if (badge.revokedAt) throw new Conflict('这张工牌已经作废。')
    await door.edit(badges, act, badge, { revokedAt: act.at }, { deed: 'revoke' })
    await act.tx.terminalSession.updateMany({
      where: { personId: badge.personId, endedAt: null },
      data: { endedAt: act.at },
    })
    return null
  })
}

/**
 * Sets one's own PIN for the terminals.
 * @throws FieldError for a wrong password (counted like a failed sign-in) or a PIN that's easily guessed
 */
export async function setPin(act: Act, current: string, pin: string): Promise<void> {
  demand(badges, act.actor, 'pin', null)
  const id = personOf(act.actor)
  if (id === null) throw new Error('a PIN is set by a person')
  const person = await getStaff(act.actor, id)
  const fault = pinFault(pin, person.employeeNumber)
  if (fault) throw new FieldError({ pin: fault })
  await demandPassword(act, current)
  const pinHash = await hashSecret(pin)
  await deed(act, async (act) => {
    await act.tx.account.update({ where: { personId: person.id }, data: { pinHash } })
    await record(act, [
      { noun: staff.key, subjectId: person.id, deed: 'change-password', remark: '终端 PIN' },
    ])
    return null
  })
}
