import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { pool } from '../../../database/client.ts'
import type { Piece, ReadingTask, Staged } from './reader.ts'
import { STAGED_COLUMNS, readPieces } from './reader.ts'
import { readInThread } from './reading-thread.ts'
import type { Watch } from './watch.ts'

/** Larger files are read in a thread of their own, so that pages don't wait for it; for smaller ones it isn't worth it. */
const THREAD_FROM_BYTES = 1024 ** 2
/** Percent of the work that is over when the file has been read; the rest compares. */
const READING_SHARE = 90

/**
 * Reads a recognized file and copies what it finds into staging, in bounded memory.
 * @throws Refused for what only shows while reading; OtherShop for another shop's file; staging is empty then
 */
export async function stageFile(task: ReadingTask, watch: Watch): Promise<Staged> {
  const { size } = await stat(task.path)
  const pieces = size < THREAD_FROM_BYTES ? readPieces(task) : readInThread(task)
  let staged: Staged | undefined
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next: IteratorResult<Piece, Staged> = await pieces.next()
      if (next.done) {
        staged = next.value
        return
      }
      watch.goOn()
      watch.tell('read', next.value.share * READING_SHARE, next.value.rows)
      yield next.value.bytes
    }
  }
  try {
    await copy(bytes())
  } finally {
    // Whatever ended it: a thread must not read on.
    await pieces.return(undefined as never)
  }
  if (!staged) throw new Error('the file was not read to its end')
  return staged
}

async function copy(bytes: AsyncGenerator<Uint8Array>): Promise<void> {
  const client = await pool.connect()
  let failed = true
  try {
    // However long it takes.
    await client.query('BEGIN; SET LOCAL statement_timeout = 0')
    const target = client.query(copyFrom(`COPY import_rows (${STAGED_COLUMNS}) FROM STDIN`))
    await pipeline(Readable.from(bytes, { objectMode: true, highWaterMark: 2 }), target)
    await client.query('COMMIT')
    failed = false
  } finally {
    // A connection on which a COPY broke off may still be in the middle of it.
    client.release(failed)
  }
}
