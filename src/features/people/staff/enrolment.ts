import { randomUUID } from 'node:crypto'
import { FieldError } from '../../../errors.ts'
import { db } from '../../../database/client.ts'
import { stepOf } from '../../../lib/totp.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { endSessionsOf } from './actions.ts'
import { demandPassword } from './credentials.ts'
import { staff } from './noun.ts'
import type { Person } from './policy.ts'
import { sealSecondFactor } from './seal.ts'
import { demandProof, newRecoveryCodes, plainCode } from './second-factor.ts'

export interface EnrolInput {
  /** What the person's app has been shown. */
  secret: Uint8Array
  /** A code that the app made of it. */
  code: string
  current: string
  /** Of the second factor that the new one replaces. */
  proof: string | null
}

/** What a person is given, and the epoch with which this session can begin anew: all others are over. */
export interface Given {
  /** Which nobody can look up later; null for a form that was sent again. */
  codes: string[] | null
  epoch: number
}

/**
 * Sets up one's own second factor, or puts another phone in the place of the first.
 * @throws FieldError for a code of another secret, a wrong password or a wrong proof (both counted)
 */
export async function enrol(
  act: Act,
  person: Person,
  { secret, code, current, proof }: EnrolInput,
): Promise<Given> {
  const step = stepOf(secret, plainCode(code), act.at)
  if (step === null)
    throw new FieldError({ code: '验证码不正确，请核对手机的时间，再填写验证器现在显示的 6 位数字' })
  await demandPassword(act, current)
  const account = await db.account.findUnique({ where: { personId: person.id } })
  if (account?.secondFactorSince) await demandProof(person.id, proof ?? '', act.at)
  return giveCodes(act, person, 'second-factor', {
    secondFactor: new Uint8Array(sealSecondFactor(secret, person.id)),
    secondFactorSince: act.at,
    secondFactorStep: step,
  })
}

/**
 * New recovery codes instead of those that are left.
 * @throws FieldError for a wrong password or a wrong proof (both counted)
 */
export async function renewCodes(
  act: Act,
  person: Person,
  { current, proof }: { current: string; proof: string },
): Promise<Given> {
  await demandPassword(act, current)
  await demandProof(person.id, proof, act.at)
  return giveCodes(act, person, 'recovery-codes', {})
}

type AccountData = Parameters<OpenAct['tx']['account']['update']>[0]['data']

/** The deed's result is kept with the form's token, so that the codes themselves must stay out of it. */
async function giveCodes(
  act: Act,
  person: Person,
  name: 'second-factor' | 'recovery-codes',
  data: AccountData,
): Promise<Given> {
  const { codes, hashes } = await newRecoveryCodes()
  const mark = randomUUID()
  const counted = await deed(act, async (act) => {
    await door.edit(staff, act, person, {}, { deed: name })
    await act.tx.account.update({
      where: { personId: person.id },
      data: { ...data, recoveryCodes: hashes },
    })
    return { mark, epoch: await endSessionsOf(act, person.id) }
  })
  return { codes: counted.mark === mark ? codes : null, epoch: counted.epoch }
}
