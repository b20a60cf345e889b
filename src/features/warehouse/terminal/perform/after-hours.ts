import { dayOf } from '../../../../lib/dates.ts'
import { record } from '../../../../work/history.ts'
import { devices } from '../../devices/noun.ts'
import type { Decision } from '../interpret/decision.ts'
import { screens } from '../screens.ts'
import { answer } from '../words.ts'
import type { Performed, Scene } from './performed.ts'

/** The clerk means it: it stands in the terminal's history, and he isn't asked again today about the same hours. */
export async function workAfterHours(
  { act, inHand: { hand }, reading }: Scene,
  { screen }: Extract<Decision, { do: 'work-after-hours' }>,
): Promise<Performed> {
  const { label, hours } = screens[screen]
  await record(act, [
    { noun: devices.key, subjectId: act.actor.deviceId, deed: 'after-hours', remark: label },
  ])
  return {
    outcome: answer('info', 'work-after-hours', reading.code, label, '已记录在作业时间之外，请继续。'),
    hand: { screen, afterHours: hours ? { ...hand.afterHours, [hours]: dayOf(act.at) } : hand.afterHours },
  }
}
