import type { Tx } from '../../../database/client.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { mostRows } from './parameters.ts'
import type { Limits } from './reading/limits.ts'
import { defaultLimits } from './reading/limits.ts'

/** The limits in force: what a lead has set, over those that protect the process. */
export async function limitsInForce(tx: Tx): Promise<Limits> {
  return { ...defaultLimits, rows: await parameterValue(tx, mostRows) }
}
