import { randomUUID } from 'node:crypto'
import { Conflict } from '../../../errors.ts'
import { generatePassword, hashSecret } from '../../../lib/passwords.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { announce } from '../../../work/live.ts'
import { succeeded } from '../../../work/lockouts.ts'
import { tell } from '../../../work/notices.ts'
import { endSessionsOf } from './actions.ts'
import { demandPassword, loginKey } from './credentials.ts'
import { staff } from './noun.ts'
import type { Person } from './policy.ts'
import { codeKey } from './second-factor.ts'

/**
 * A new first password, which must be changed at the next sign-in; null for a form that was sent again.
 * @throws FieldError for a wrong password of the one who acts (counted like a failed sign-in)
 */
export async function resetPassword(act: Act, person: Person, current: string): Promise<string | null> {
  await demandPassword(act, current)
  return makePassword(act, person)
}

/** The deed's result is kept with the form's token, so that the password itself must stay out of it. */
async function makePassword(act: Act, person: Person): Promise<string | null> {
  const password = generatePassword()
  const passwordHash = await hashSecret(password)
  const mark = randomUUID()
  const counted = await deed(act, async (act) => {
    await door.edit(staff, act, person, {}, { deed: 'password-reset' })
    await act.tx.account.update({
      where: { personId: person.id },
      data: {
        passwordHash,
        mustChangePassword: true,
        passwordChangedAt: act.at,
        sessionEpoch: { increment: 1 },
      },
    })
    await succeeded(loginKey(person.employeeNumber), act.tx)
    await announce(act, [], [person.id])
    return { mark }
  })
  return counted.mark === mark ? password : null
}

/**
 * For somebody who has lost phone and recovery codes. Whoever must have a second factor sets up another one at the
 * next sign-in, without grace: until then the password alone opens the door.
 * @throws FieldError for a wrong password of the one who acts (counted like a failed sign-in)
 * @throws Conflict when there is none
 */
export async function resetSecondFactor(act: Act, person: Person, current: string): Promise<void> {
  await demandPassword(act, current)
  await removeSecondFactor(act, person)
}

async function removeSecondFactor(act: Act, person: Person): Promise<void> {
  await deed(act, async (act) => {
    await door.edit(staff, act, person, {}, { deed: 'second-factor-reset' })
    const { count } = await act.tx.account.updateMany({
      where: { personId: person.id, secondFactorSince: { not: null } },
      data: {
        secondFactor: null,
        secondFactorSince: null,
        secondFactorStep: null,
        recoveryCodes: [],
        secondFactorDueAt: act.at,
      },
    })
    if (count === 0) throw new Conflict('此人没有设置二次验证，或者刚刚已经重置。')
    await endSessionsOf(act, person.id)
    await succeeded(codeKey(person.id), act.tx)
    await tell(act, [
      {
        recipientId: person.id,
        text: '您的二次验证已被重置，恢复码同时失效。如果不是您要求的，请立即联系店铺负责人。',
        noun: staff.key,
        subjectId: person.id,
      },
    ])
    return null
  })
}

/** What an owner who had lost everything may sign in with. */
export interface LetIn {
  name: string
  password: string
  /** Whether there was a second factor, which is gone now. */
  hadSecondFactor: boolean
}

/**
 * For an owner whom no other owner can let in: a new first password and no second factor. Asks nobody for anything,
 * because whoever works on the machine itself reads the database anyway; it stands in history.
 * @throws Conflict when nobody with the number is an owner in service; in English, for who works on the machine
 */
export function letOwnerIn(act: Act, employeeNumber: string): Promise<LetIn> {
  return deed(act, async (act) => {
    const person = await act.tx.person.findUnique({
      where: {
        employeeNumber,
        state: 'ACTIVE',
        assignments: {
          some: { endsAt: null, OR: [{ position: 'OWNER' }, { duties: { some: { duty: 'OWNER' } } }] },
        },
      },
      include: { account: { select: { secondFactorSince: true } } },
    })
    if (!person?.account) throw new Conflict(`No owner in service has the number ${employeeNumber}.`)
    const hadSecondFactor = person.account.secondFactorSince !== null
    if (hadSecondFactor) await removeSecondFactor(act, person)
    const changed = await act.tx.person.findUniqueOrThrow({ where: { id: person.id } })
    const password = await makePassword(act, changed)
    if (password === null) throw new Error('a command is never sent twice')
    return { name: person.name, password, hadSecondFactor }
  })
}
