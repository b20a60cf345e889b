import type pg from 'pg'

/** A table of the database with its columns, quoted where SQL wants it; generated ones are left out. */
export interface Table {
  readonly name: string
  readonly columns: string[]
}

/** What a backup leaves out of the tables of `public`, beside unlogged ones, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  sessions: 'sign-ins end: everybody signs in anew after a restore',
  _prisma_migrations: 'written by migrating, to the migration that the manifest names',
}

/** What stands outside of `public` and is left out as well. */
const ELSEWHERE = { name: 'jobs.*', why: 'the queue and schedule of the job runner, which makes them anew' }

interface Found {
  name: string
  columns: string[]
  unlogged: boolean
}

/** All tables that a backup takes, and by name what it leaves out. From the catalog, so that none is forgotten. */
export async function tablesOf(
  client: pg.ClientBase,
): Promise<{ tables: Table[]; leftOut: { name: string; why: string }[] }> {
  const { rows } = await client.query<Found>(
    `SELECT c.relname AS name, c.relpersistence = 'u' AS unlogged,
       (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND ${ours('pg_class', 'c')}
     ORDER BY c.relname`,
  )
  const whyNot = ({ name, unlogged }: Found): string | undefined =>
    unlogged ? 'unlogged: work under way that is begun anew' : LEFT_OUT[name]
  return {
    tables: rows.filter((row) => whyNot(row) === undefined).map(({ name, columns }) => ({ name, columns })),
    leftOut: [
      ...rows.flatMap((row) => {
        const why = whyNot(row)
        return why === undefined ? [] : [{ name: row.name, why }]
      }),
      ELSEWHERE,
    ],
  }
}

/** Where the sequences stand: never behind the rows that were read before. */
export async function sequencesOf(
  client: pg.ClientBase,
): Promise<{ name: string; last: string; called: boolean }[]> {
  const { rows: found } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class c
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND ${ours('pg_class', 'c')} ORDER BY relname`,
  )
  if (found.length === 0) return []
  const { rows } = await client.query<{ name: string; last: string; called: boolean }>(
    found
      .map(
        ({ name }) =>
          `SELECT ${client.escapeLiteral(name)} AS name, last_value::text AS last, is_called AS called ` +
          `FROM ${nameOf(client, name)}`,
      )
      .join(' UNION ALL '),
  )
  return rows
}

/** A foreign key as the database itself would write it. */
export interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** All foreign keys, names ready for SQL. */
export async function foreignKeysOf(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
       pg_get_constraintdef(oid) AS definition
     FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0
     ORDER BY conrelid::regclass::text, conname`,
  )
  return rows
}

/** Bytes of the tables' own data on the disk of the server, indexes not counted, and of the whole database. */
export async function sizesOf(
  client: pg.ClientBase,
  tables: readonly Table[],
): Promise<{ tables: number; database: number }> {
  const { rows } = await client.query<{ tables: string; database: string }>(
    `SELECT coalesce(sum(pg_table_size(format('public.%I', name)::regclass)), 0)::text AS tables,
       pg_database_size(current_database())::text AS database
     FROM unnest($1::text[]) AS name`,
    [tables.map(({ name }) => name)],
  )
  return { tables: Number(rows[0]?.tables), database: Number(rows[0]?.database) }
}

/** A table or sequence of ours for SQL. */
export function nameOf(client: pg.ClientBase, name: string): string {
  return `public.${client.escapeIdentifier(name)}`
}

/** The condition that something in a catalog belongs to no extension. */
export function ours(catalog: string, alias: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend d
    WHERE d.classid = '${catalog}'::regclass AND d.objid = ${alias}.oid AND d.deptype = 'e')`
}
