import type pg from 'pg'
import { foreignKeysOf, tablesOf } from '../../src/backups/catalog.ts'
import { testServer } from '../setup/database.ts'
import { withClient } from '../setup/scratch.ts'

/** Whatever a copy could trip over: separators, its own mark of null, quotes, characters of several bytes. */
export const HOSTILE = 'a\tb\nc\r\\N \\ "\'; 买家😀\u200b'

interface Column {
  name: string
  type: string
  isText: boolean
  isSerial: boolean
  nullable: boolean
  label: string | null
  target: string | null
  key: string | null
}

/**
 * Gives every table that a backup takes at least one row, by the catalog: a new table is filled by itself. References lead to
 * rows that are there; what stays empty is told.
 */
export function fillAll(): Promise<string[]> {
  return withClient(testServer().superuserUrl, async (client) => {
    await client.query('SET session_replication_role = origin')
    // Beginning and end have to fit, which no value for all columns alike does.
    await client.query(`INSERT INTO stock_months (month, starts_at, ends_at) VALUES ('2026-09', '2026-09-01', '2026-10-01')
      ON CONFLICT DO NOTHING`)
    let empty = (await tablesOf(client)).tables.map(({ name }) => name)
    for (let before = -1; empty.length > 0 && empty.length !== before;) {
      before = empty.length
      const left: string[] = []
      for (const name of empty) if (!(await fill(client, name))) left.push(name)
      empty = left
    }
    return empty
  })
}

/** Values for texts and numbers; a check may refuse the first. `bare` leaves out what needn't be there. */
const CANDIDATES: readonly (readonly [text: string, number: string, bare?: 'bare'])[] = [
  [HOSTILE, '1'],
  ['A1', '1'],
  [HOSTILE, '0'],
  [HOSTILE, '1', 'bare'],
  ['A1', '1', 'bare'],
]

async function fill(client: pg.Client, table: string): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM "${table}" LIMIT 1`)
  if (rowCount !== 0) return true
  const columns = (await columnsOf(client, table)).filter(({ isSerial }) => !isSerial)
  for (const [text, number, bare] of CANDIDATES) {
    const values = columns.map((column) =>
      bare && column.nullable
        ? 'NULL'
        : bare && column.type.endsWith('[]')
          ? `ARRAY[]::${column.type}`
          : valueOf(client, column, text, number),
    )
    const sql = `INSERT INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join()}) SELECT ${values.join()}`
    if (
      await client.query(sql).then(
        () => true,
        () => false,
      )
    )
      return true
  }
  return false
}

function valueOf(
  client: pg.Client,
  { type, isText, label, target, key, nullable }: Column,
  text: string,
  number: string,
): string {
  if (target) return `(SELECT ${key} FROM ${target} LIMIT 1)`
  if (label !== null) return `${client.escapeLiteral(label)}::${type}`
  if (type === 'text[]') return `ARRAY[${client.escapeLiteral(text)}, NULL]`
  if (type.endsWith('[]')) return `ARRAY[NULL]::${type}`
  if (isText) return client.escapeLiteral(text)
  if (type === 'jsonb') return `jsonb_build_object('k', ${client.escapeLiteral(text)})`
  if (type === 'bytea') return `'\\x00ff5c0a'::bytea`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'boolean') return 'true'
  if (type === 'date') return `'2026-11-26'`
  if (type.startsWith('timestamp')) return nullable ? `'infinity'` : `'2026-11-26 08:00:00.123+08'`
  return number
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const keys = (await foreignKeysOf(client)).filter((one) => one.table === table)
  const { rows } = await client.query<Omit<Column, 'target' | 'key'>>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, t.typcategory = 'S' AS "isText",
       NOT a.attnotnull AS nullable, coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%', false) AS "isSerial",
       (SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1) AS label
     FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''`,
    [`"${table}"`],
  )
  return rows.map((column) => {
    const found = keys
      .map(({ definition }) => /^FOREIGN KEY \((\w+)\) REFERENCES (\S+)\((\w+)\)/.exec(definition))
      .find((match) => match?.[1] === column.name)
    return { ...column, target: found?.[2] ?? null, key: found?.[3] ?? null }
  })
}
