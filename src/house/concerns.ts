import { taskConcern } from '../features/people/tasks/concern.ts'
import { waveConcern } from '../features/warehouse/waves/concern.ts'
import type { Concern } from '../work/concerns.ts'

/** What nouns know of the work a person holds, for leaving and handing over. */
export const concerns: readonly Concern[] = [taskConcern, waveConcern]
