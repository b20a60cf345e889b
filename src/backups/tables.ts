import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Table } from './catalog.ts'
import { nameOf } from './catalog.ts'
import type { TableEntry } from './manifest.ts'

/** A higher level takes twice the time for a tenth of the size. */
const GZIP_LEVEL = 1

/** Where a table's rows lie in a backup. */
export function fileOf(name: string): string {
  return path.join('tables', `${name}.copy.gz`)
}

/** Copies a table's rows into a backup, as they are in the transaction of `client`. */
export async function writeTable(
  client: pg.ClientBase,
  { name, columns }: Table,
  folder: string,
  signal?: AbortSignal,
): Promise<TableEntry> {
  const hash = createHash('sha256')
  let [textBytes, bytes] = [0, 0]
  await pipeline(
    client.query(copyTo(`COPY ${nameOf(client, name)} (${columns.join(', ')}) TO STDOUT`)),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        textBytes += chunk.length
        yield chunk
      }
    },
    createGzip({ level: GZIP_LEVEL }),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    createWriteStream(path.join(folder, fileOf(name)), { flags: 'wx', mode: 0o600, flush: true }),
    { signal },
  )
  return { name, columns, ...(await countAndSum(client, name)), textBytes, bytes, sha256: hash.digest('hex') }
}

/** Copies rows from a backup into an empty table with just these columns. */
export async function readTable(
  client: pg.ClientBase,
  { name, columns }: TableEntry,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  await pipeline(
    createReadStream(path.join(folder, fileOf(name))),
    createGunzip(),
    client.query(copyFrom(`COPY ${nameOf(client, name)} (${columns.join(', ')}) FROM STDIN`)),
    { signal },
  )
}

/**
 * How many rows a table has, and a sum over the text of them all: equal for the same rows in any order, and, as good as
 * certainly, for no others.
 */
export async function countAndSum(
  client: pg.ClientBase,
  name: string,
): Promise<Pick<TableEntry, 'rows' | 'sum'>> {
  const { rows } = await client.query<{ rows: string; sum: string }>(
    `SELECT count(*)::text AS rows,
       coalesce(sum(('x' || substr(md5(one::text), 1, 15))::bit(60)::bigint), 0)::text AS sum
     FROM ${nameOf(client, name)} AS one`,
  )
  return { rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' }
}
