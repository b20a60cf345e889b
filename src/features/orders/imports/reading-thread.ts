import { on } from 'node:events'
import { Worker, parentPort, workerData } from 'node:worker_threads'
import { buyerKey, setBuyerKey } from '../buyers/seal.ts'
import type { Piece, ReadingTask, Staged } from './reader.ts'
import { OtherShop, readPieces } from './reader.ts'
import { Refused } from './reading/refusals.ts'
import type { Refusal } from './reading/refusals.ts'
import { readingThread } from './registry.ts'

/** Pieces that the thread may be ahead of whoever takes them. */
const AHEAD = 4

/** What the thread is given. */
interface Given {
  readonly task: ReadingTask
  readonly key: Buffer
}

/** What the thread says. An error of another sort ends it, and is thrown where it's awaited. */
type Said =
  | { readonly piece: Piece }
  | { readonly staged: Staged }
  | { readonly refusal: Refusal }
  | { readonly otherShop: string }

/**
 * `readPieces` in a thread of its own, which ends with the iteration.
 * @throws as `readPieces` does
 */
export async function* readInThread(task: ReadingTask): AsyncGenerator<Piece, Staged, void> {
  const worker = started({ task, key: buyerKey() })
  try {
    for await (const [said] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[Said]>) {
      if ('refusal' in said) throw new Refused(said.refusal.code, said.refusal.message)
      if ('otherShop' in said) throw new OtherShop(said.otherShop)
      if ('staged' in said) return said.staged
      yield said.piece
      worker.postMessage('more')
    }
    throw new Error('the reading thread ended before the file did')
  } finally {
    await worker.terminate()
  }
}

/**
 * Megabytes. Rows live for a moment: a small young generation is collected more often and never grows. The old one holds
 * a workbook's shared texts and the keys that were seen.
 */
const MEMORY = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 }

function started(given: Given): Worker {
  const script = readingThread()
  const options = { workerData: given, resourceLimits: MEMORY }
  if (!script.pathname.endsWith('.ts')) return new Worker(script, options)
  // Run from its source, the thread first needs what makes Node understand that.
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import('${script.href}') })`
  return new Worker(code, { eval: true, ...options })
}

/** The thread's part. */
export async function serveReading(): Promise<void> {
  const { task, key } = workerData as Given
  setBuyerKey(Buffer.from(key))
  const port = parentPort
  if (!port) throw new Error('not a thread')
  let credit = AHEAD
  let wake: (() => void) | undefined
  port.on('message', () => {
    credit += 1
    wake?.()
  })
  const say = (said: Said): void => {
    port.postMessage(said, 'piece' in said ? [said.piece.bytes.buffer as ArrayBuffer] : [])
  }
  try {
    const pieces = readPieces(task)
    for (;;) {
      const next = await pieces.next()
      if (next.done) return say({ staged: next.value })
      while (credit === 0) await new Promise<void>((resolve) => (wake = resolve))
      credit -= 1
      say({ piece: next.value })
    }
  } catch (error) {
    if (error instanceof Refused) say({ refusal: error.refusal })
    else if (error instanceof OtherShop) say({ otherShop: error.message })
    else throw error
  } finally {
    // Otherwise the open ear would keep the thread alive.
    port.unref()
  }
}
