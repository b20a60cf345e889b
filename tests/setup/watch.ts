import pg from 'pg'
import { testServer } from './database.ts'

/** Tables that may change without anything having been done: sign-ins, failures to, and forms that were sent. */
const BESIDE = ['sessions', 'lockouts', 'form_tokens', '_prisma_migrations']
/** Of others the part that counts: history remembers wrong passwords too. */
const PARTS: Readonly<Record<string, string>> = { history: ` WHERE deed <> 'sign-in-failed'` }

/** The number of the next transaction that writes. */
const NEXT = 'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next'

/** How every table stands: its rows, and the transaction that wrote last. */
export type Look = ReadonlyMap<string, { readonly rows: number; readonly newest: number }>

/** Sees what was written to the database between two looks; one statement per look, however many tables. */
export class Watch {
  private last: { next: string | undefined; look: Look } | undefined

  private constructor(
    private readonly client: pg.Client,
    private readonly statement: string,
  ) {}

  static async begin(): Promise<Watch> {
    const client = new pg.Client({ connectionString: testServer().superuserUrl })
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
      [BESIDE],
    )
    const one = (name: string): string =>
      `SELECT '${name}' AS name, count(*)::int AS rows, coalesce(max(xmin::text::int8), 0)::int AS newest FROM "${name}"${PARTS[name] ?? ''}`
    return new Watch(client, rows.map(({ name }) => one(name)).join(' UNION ALL '))
  }

  /** Quick while nobody has written anything at all since the last look. */
  async look(): Promise<Look> {
    const [next] = (await this.client.query<{ next: string }>(NEXT)).rows
    if (this.last && next?.next === this.last.next) return this.last.look
    const { rows } = await this.client.query<{ name: string; rows: number; newest: number }>({
      name: 'look',
      text: this.statement,
    })
    const look = new Map(rows.map(({ name, ...stand }) => [name, stand]))
    this.last = { next: next?.next, look }
    return look
  }

  /** Every value, at any depth, in the rows written between two looks; of history the remarks only, the rest repeats. */
  async written(from: Look, to: Look): Promise<unknown[]> {
    const found: unknown[] = []
    for (const [name, { newest }] of from) {
      if (to.get(name)?.newest === newest) continue
      const { rows } = await this.client.query<{ row: unknown }>(
        `SELECT ${name === 'history' ? 'to_jsonb(remark)' : 'to_jsonb(t)'} AS row FROM "${name}" t
         WHERE xmin::text::int8 > $1`,
        [newest],
      )
      for (const { row } of rows) found.push(...leaves(row))
    }
    return found
  }

  end(): Promise<void> {
    return this.client.end()
  }
}

/** How many rows each table has more (or fewer) than before, and which were changed in place. */
export function effect(before: Look, after: Look): string[] {
  return [...after].flatMap(([name, { rows, newest }]) => {
    const old = before.get(name) ?? { rows: 0, newest: 0 }
    if (rows !== old.rows) return [`${name} ${rows > old.rows ? '+' : ''}${rows - old.rows}`]
    return newest > old.newest ? [`${name} changed`] : []
  })
}

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
}
