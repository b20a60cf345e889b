import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, RequestHandler } from 'express'
import type { Multer } from 'multer'
import multer from 'multer'
import { openPassage } from '../storage/files.ts'

/** A file that was sent, in a temporary place until the request has been answered. */
export interface Upload {
  path: string
  /** As the person called it; never used as a path. */
  name: string
  /** Bytes. */
  size: number
}

let receiver: Multer | undefined

/** Where the files of requests lie, from their first byte on: one that is cut off never tells. */
const begun = new WeakMap<object, string[]>()

/** Prepares the folder for files on their way, under the data folder. Limit in megabytes per file. */
export async function openUploads(dataDir: string, limitMegabytes: number): Promise<void> {
  const folder = join(dataDir, 'uploads')
  await openPassage(folder)
  receiver = multer({
    storage: multer.diskStorage({
      destination: folder,
      filename: (request, _file, done) => {
        const name = randomUUID()
        begun.get(request)?.push(join(folder, name))
        done(null, name)
      },
    }),
    defParamCharset: 'utf8',
    limits: { fileSize: limitMegabytes * 1024 * 1024, fields: 50, fieldSize: 1024 * 1024 },
  })
}

/**
 * Receives the files of one form field into temporary files, before the form's token can be checked; they are
 * removed when the answer has been sent. A file over the limit ends as 413.
 */
export function receiveFiles(name: string, most: number): RequestHandler {
  return (request, response, next) => {
    if (!receiver) throw new Error('openUploads() comes first')
    const places: string[] = []
    begun.set(request, places)
    response.on('close', () => {
      // What can't be removed now goes at the next start.
      for (const place of places) rm(place, { force: true }).catch(() => undefined)
    })
    void receiver.array(name, most)(request, response, (error?: unknown) => next(asRequestError(error)))
  }
}

/** What the parser can't read was sent wrongly: 400. Errors of the disk stay what they are. */
function asRequestError(error: unknown): unknown {
  const ours = !(error instanceof Error) || error instanceof multer.MulterError || 'syscall' in error
  return ours ? error : Object.assign(error, { status: 400 })
}

/** The files of a request, in the order in which they were sent. */
export function uploadsOf(request: Request): Upload[] {
  const files = Array.isArray(request.files) ? request.files : []
  return files.map((file) => ({ path: file.path, name: file.originalname, size: file.size }))
}
