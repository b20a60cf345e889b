import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** The bytes of an uploaded file, readable again and from any position. */
export interface Source {
  /** As the person's computer named it. May tell when it was exported, never what's inside. */
  readonly name: string
  readonly size: number
  /** Bytes from `start` up to, not including, `end`. */
  open(start?: number, end?: number): Readable
}

/** A file on disk. Throws the system's error when it isn't there. */
export async function fileSource(path: string, name: string): Promise<Source> {
  const { size } = await stat(path)
  return {
    name,
    size,
    // createReadStream counts the end in; an empty range can't be said that way.
    open: (start = 0, end = size) =>
      end <= start ? Readable.from([]) : createReadStream(path, { start, end: end - 1 }),
  }
}

const PIECE = 65_536

/** Bytes in memory, for small files: reading them never waits, so a large one would hold up the process. */
export function bytesSource(bytes: Buffer, name: string): Source {
  function* pieces(start: number, end: number) {
    for (let at = start; at < end; at += PIECE) yield bytes.subarray(at, Math.min(at + PIECE, end))
  }
  return {
    name,
    size: bytes.length,
    open: (start = 0, end = bytes.length) => Readable.from(pieces(start, end)),
  }
}

/** So much of a file's beginning is looked at to tell what it is. */
export const HEAD_BYTES = 4096

/** The bytes from `start` up to `end` or the end of the file. */
export async function readRange(source: Source, start: number, end: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source.open(start, Math.min(end, source.size))) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
