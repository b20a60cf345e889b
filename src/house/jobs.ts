import { backUpDaily, runBackup } from '../features/people/backups/actions.ts'
import { askForAnnouncement } from '../features/people/holidays/actions.ts'
import { eraseContacts } from '../features/orders/buyers/actions.ts'
import { catchUpImports, expireImports, readImport, runImport } from '../features/orders/imports/actions.ts'
import { catchUpReviews } from '../features/orders/reviews/actions.ts'
import { proveNightly } from '../features/warehouse/proofs/actions.ts'
import { catchUpReturns } from '../features/warehouse/returns/actions.ts'
import { watchListings } from '../features/warehouse/oversell-alarms/actions.ts'
import { calculateNightly, catchUpRestocks, runRestocks } from '../features/warehouse/restock-runs/actions.ts'
import { catchUpShipments } from '../features/warehouse/shipments/reactions.ts'
import { beginMonths } from '../features/warehouse/stock-months/actions.ts'
import { sweep } from '../work/housekeeping.ts'
import type { Job, QueuedJob } from '../work/jobs.ts'
import { escalate, remind } from '../work/reminders.ts'

/** What the program does by itself. */
export const jobs: readonly Job[] = [
  { name: 'remind', label: '提醒到期的待办', cron: '* * * * *', run: remind },
  { name: 'escalate', label: '超时待办上报上级', cron: '* * * * *', run: escalate },
  { name: 'catch-up-reviews', label: '补审漏掉的订单', cron: '*/5 * * * *', run: catchUpReviews },
  { name: 'catch-up-shipments', label: '补生成漏掉的包裹', cron: '*/5 * * * *', run: catchUpShipments },
  { name: 'catch-up-returns', label: '跟进平台的退货', cron: '*/5 * * * *', run: catchUpReturns },
  { name: 'catch-up-imports', label: '接着做中断的导入', cron: '* * * * *', run: catchUpImports },
  { name: 'expire-imports', label: '清理到期的导入原件', cron: '10 4 * * *', run: expireImports },
  { name: 'erase-contacts', label: '清除到期的买家信息', cron: '30 4 * * *', run: eraseContacts },
  { name: 'prove-ledger', label: '核对库存台账', cron: '40 2 * * *', run: proveNightly },
  { name: 'begin-stock-months', label: '开始新的库存月份', cron: '5 0 * * *', run: beginMonths },
  { name: 'calculate-restocks', label: '计算补货建议', cron: '30 5 * * *', run: calculateNightly },
  { name: 'catch-up-restocks', label: '接着做中断的补货计算', cron: '*/5 * * * *', run: catchUpRestocks },
  { name: 'watch-listings', label: '检查在售但没有库存的宝贝', cron: '*/10 * * * *', run: watchListings },
  { name: 'sweep', label: '清理过期的登录和表单', cron: '20 3 * * *', run: sweep },
  { name: 'ask-for-holidays', label: '提醒维护节假日', cron: '40 3 * * *', run: askForAnnouncement },
  { name: 'back-up-daily', label: '安排每天的备份', cron: '0 * * * *', run: backUpDaily },
]

/** What it does once for a record, as soon as somebody asks. */
export const queuedJobs: readonly QueuedJob[] = [
  { name: 'read-import', label: '读取上传的文件', run: readImport },
  { name: 'run-import', label: '写入确认的导入', run: runImport },
  { name: 'run-restocks', label: '重新计算补货建议', run: runRestocks },
  { name: 'back-up', label: '备份并试恢复', run: runBackup },
]
