import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { returns } from '../noun.ts'
import type { Return } from '../policy.ts'
import { arrive, withdrawArrival } from './inspect.ts'
import { settleReturn } from './settle.ts'

/** Any move that asks no more than a remark. */
export async function moveReturn(act: Act, row: Return, move: string, remark: string | null): Promise<void> {
  if (move === 'arrive') await arrive(act, row, remark)
  else if (move === 'withdraw-arrival') await withdrawArrival(act, row, remark)
  else if (move === 'settle') await settleReturn(act, row, remark)
  else await door.move(returns, act, row, move, {}, { remark })
}
