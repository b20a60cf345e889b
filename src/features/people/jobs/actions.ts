export { knowJobs } from './actions/know.ts'
export { noteRun } from './actions/note.ts'
export { retryJob } from './actions/retry.ts'
export { watchJobs } from './actions/watch.ts'
