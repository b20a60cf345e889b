import type { Log } from '../../src/database/log.ts'

const nothing = (): void => undefined

/** A log nobody reads. */
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
