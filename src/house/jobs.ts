import { backUpDaily, runBackup } from '../features/people/backups/actions.ts'
import { askForAnnouncement } from '../features/people/holidays/actions.ts'
import { eraseContacts } from '../features/orders/buyers/actions.ts'
import { catchUpImports, expireImports, readImport, runImport } from '../features/orders/imports/actions.ts'
import { catchUpReviews } from '../features/orders/reviews/actions.ts'
import { calculateRestocks } from '../features/warehouse/restocks/actions.ts'
import { catchUpShipments } from '../features/warehouse/shipments/reactions.ts'
import { sweep } from '../work/housekeeping.ts'
import type { Job, QueuedJob } from '../work/jobs.ts'
import { escalate, remind } from '../work/reminders.ts'

/** What the program does by itself. */
export const jobs: readonly Job[] = [
  { name: 'remind', cron: '* * * * *', run: remind },
  { name: 'escalate', cron: '* * * * *', run: escalate },
  { name: 'catch-up-reviews', cron: '*/5 * * * *', run: catchUpReviews },
  { name: 'catch-up-shipments', cron: '*/5 * * * *', run: catchUpShipments },
  { name: 'catch-up-imports', cron: '* * * * *', run: catchUpImports },
  { name: 'expire-imports', cron: '10 4 * * *', run: expireImports },
  { name: 'erase-contacts', cron: '30 4 * * *', run: eraseContacts },
  { name: 'calculate-restocks', cron: '30 5 * * *', run: calculateRestocks },
  { name: 'sweep', cron: '20 3 * * *', run: sweep },
  { name: 'ask-for-holidays', cron: '40 3 * * *', run: askForAnnouncement },
  { name: 'back-up-daily', cron: '0 * * * *', run: backUpDaily },
]

/** What it does once for a record, as soon as somebody asks. */
export const queuedJobs: readonly QueuedJob[] = [
  { name: 'read-import', run: readImport },
  { name: 'run-import', run: runImport },
  { name: 'back-up', run: runBackup },
]
