import type { BaseLogger } from 'pino'

/** What the ground needs of a logger; pino's fits. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
