import { askForAnnouncement } from '../features/people/holidays/actions.ts'
import { catchUpShipments } from '../features/warehouse/shipments/reactions.ts'
import { sweep } from '../work/housekeeping.ts'
import type { Job } from '../work/jobs.ts'
import { escalate, remind } from '../work/reminders.ts'

/** What the program does by itself. */
export const jobs: readonly Job[] = [
  { name: 'remind', cron: '* * * * *', run: remind },
  { name: 'escalate', cron: '* * * * *', run: escalate },
  { name: 'catch-up-shipments', cron: '*/5 * * * *', run: catchUpShipments },
  { name: 'sweep', cron: '20 3 * * *', run: sweep },
  { name: 'ask-for-holidays', cron: '40 3 * * *', run: askForAnnouncement },
]
