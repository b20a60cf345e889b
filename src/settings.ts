import { resolve } from 'node:path'
import { z } from 'zod'

/** Minutes after which an unused sign-in ends, and hours after which every sign-in ends. */
const IDLE_MINUTES = 120
const LONGEST_HOURS = 12

const integer = (from: number, to: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> =>
  z.string().transform((text, context) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (value >= from && value <= to) return value
    context.addIssue({ code: 'custom', message: `must be a whole number from ${from} to ${to}` })
    return z.NEVER
  })
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must be an address like postgresql://user:password@host:5432/name')

const schema = z.object({
  PORT: integer(0, 65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  /** Number of proxies before us, so that addresses and https are believed; with it, cookies demand https. */
  TRUST_PROXY: integer(0, 10).default(0),
  SESSION_IDLE_MINUTES: integer(1, 1440).default(IDLE_MINUTES),
  SESSION_LONGEST_HOURS: integer(1, 168).default(LONGEST_HOURS),
  /** How long headers and forms may take to arrive, in seconds, and files, in minutes. */
  ARRIVAL_SECONDS: integer(1, 600).default(20),
  UPLOAD_MINUTES: integer(1, 240).default(10),
  /** After how many seconds the database gives up on a statement of a page. */
  ANSWER_SECONDS: integer(1, 60).default(15),
  /** What a person, a terminal or an address may ask in a minute, and what of it may be more than reading; 0: any. */
  REQUESTS_PER_MINUTE: integer(0, 1_000_000).default(600),
  WRITES_PER_MINUTE: integer(0, 1_000_000).default(300),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Largest file that may be uploaded, in megabytes. */
  UPLOAD_LIMIT_MB: integer(1, 2048).default(200),
  /** One password for all demo people, for scripts; otherwise each load makes new ones. */
  DEMO_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  /** A second place for backups, on another disk or machine. */
  BACKUP_SECOND_DIR: z
    .string()
    .min(1)
    .transform((path) => resolve(path))
    .optional(),
  /** Seals the keys of the buyers' data into every backup; without, backups hold no keys. */
  BACKUP_PASSPHRASE: z.string().min(16, 'must have at least 16 characters').optional(),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
})

/** Everything that can be set from outside. */
export type Settings = z.infer<typeof schema>

/** Told when the environment is wrong: one line per variable, for the person who starts the program. */
export class SettingsError extends Error {}

/**
 * Reads the environment, the only place that does; empty variables count as absent. `defaults` win over the built-in
 * ones.
 * @throws SettingsError with a line for each variable that is wrong
 */
export function readSettings(
  environment: NodeJS.ProcessEnv = process.env,
  defaults: Readonly<Record<string, string>> = {},
): Settings {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) => {
      const value = environment[key] || defaults[key]
      return value ? [[key, value]] : []
    }),
  )
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`)
  throw new SettingsError(
    `These settings are wrong:\n${lines.join('\n')}\nSee .env.example for what each means.`,
  )
}

/** Where the database is, as the program and its commands open or join it. */
export function databaseOf({ DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR }: Settings): {
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  dataDir: string
} {
  return { databaseUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL, dataDir: DATA_DIR }
}
