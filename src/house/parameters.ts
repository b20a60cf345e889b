import { contactDays } from '../features/orders/buyers/parameters.ts'
import { mostRows, originalDays, undoDays } from '../features/orders/imports/parameters.ts'
import { shipWithin } from '../features/orders/orders/releasable.ts'
import { backupHour, freeGigabytes, keepDays } from '../features/people/backups/parameters.ts'
import { failuresInARow } from '../features/people/jobs/parameters.ts'
import { firstPasswordDays, secondFactorDays } from '../features/people/staff/parameters.ts'
import { countEvery, recountPercent, recountPieces } from '../features/warehouse/counts/parameters.ts'
import { idleLock } from '../features/warehouse/terminal/parameters.ts'
import type { Parameter } from '../work/parameters.ts'

/** The numbers in rules that a lead may change, declared beside their rules. */
export const parameters: readonly Parameter[] = [
  firstPasswordDays,
  secondFactorDays,
  shipWithin,
  undoDays,
  originalDays,
  mostRows,
  contactDays,
  idleLock,
  recountPieces,
  recountPercent,
  countEvery,
  backupHour,
  keepDays,
  freeGigabytes,
  failuresInARow,
]
