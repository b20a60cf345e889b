export { adoptBackups } from './actions/adopt.ts'
export { backUpDaily, startBackup } from './actions/start.ts'
export { runBackup } from './actions/run.ts'
export { settleBackup } from './actions/settle.ts'
