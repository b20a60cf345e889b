import { readFile } from 'node:fs/promises'
import { personOf } from '../actor.ts'
import { db } from '../database/client.ts'
import { FieldError, NotFound } from '../errors.ts'
import type { PictureType } from '../lib/bare-picture.ts'
import { BrokenPicture, barePicture } from '../lib/bare-picture.ts'
import type { Incoming, OpenedFile } from '../storage/files.ts'
import * as storage from '../storage/files.ts'
import type { Act } from './act.ts'
import { deed } from './act.ts'
import { record } from './history.ts'
import type { Model, Noun, Subject } from './nouns.ts'
import { demand } from './nouns.ts'

/** The deed of adding a picture, for every noun that has pictures. */
export const PHOTOGRAPH = 'photograph'

/** How many pictures a record has at most. */
export const MOST_PHOTOS = 30

/** Bytes of a picture. */
export const LARGEST_PHOTO = 12 * 1024 * 1024

/** A picture in a temporary place. */
export interface Taken {
  readonly path: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** A picture of a record; `place` counts from 1, in the order in which they were added. */
export interface PhotoRow {
  place: number
  fileId: number
  at: Date
  personName: string | null
}

/** What pictures begin with. */
const SIGNATURES: readonly (readonly [type: PictureType, is: (head: Buffer) => boolean])[] = [
  ['image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (head) => head.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  [
    'image/webp',
    (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  ],
]

/** The type of a picture by its first bytes, whatever it's called; null for anything else. */
export function pictureType(head: Buffer): PictureType | null {
  return SIGNATURES.find(([, is]) => is(head))?.[0] ?? null
}

/**
 * Keeps pictures of a record, without what the camera wrote into them, and remembers that they were added.
 * @throws FieldError for what is no picture, is too large, or would be too many
 * @throws Forbidden
 */
export async function addPhotos<M extends Model, Row extends Subject>(
  noun: Noun<M, Row>,
  act: Act,
  row: Row,
  pictures: readonly Taken[],
): Promise<void> {
  const bare = await Promise.all(pictures.map(read))
  await deed(act, async (act) => {
    demand(noun, act.actor, PHOTOGRAPH, row)
    const subject = { noun: noun.key, subjectId: row.id }
    const there = await act.tx.photo.count({ where: subject })
    if (there + pictures.length > MOST_PHOTOS)
      throw new FieldError({ photos: `一条记录最多 ${MOST_PHOTOS} 张照片，已有 ${there} 张` })
    const files = await storage.storeAll(bare, act.at, act.tx)
    const taken = { ...subject, takenById: personOf(act.actor), at: act.at }
    await act.tx.photo.createMany({ data: files.map(({ id }) => ({ ...taken, fileId: id })) })
    await record(act, [{ ...subject, deed: PHOTOGRAPH, remark: `${pictures.length} 张` }])
  })
}

/** A photo tells where and when it was taken, and with whose telephone: nobody's matter who sees a returned coat. */
async function read({ path, name, size }: Taken): Promise<Incoming> {
  if (size > LARGEST_PHOTO) throw new FieldError({ photos: `${name} 太大，请压缩到 12 MB 以内` })
  const picture = await readFile(path)
  const mediaType = pictureType(picture)
  if (mediaType === null) throw new FieldError({ photos: `${name} 不是照片，请上传 JPG、PNG 或 WebP` })
  try {
    return { content: barePicture(picture, mediaType), mediaType }
  } catch (error) {
    if (error instanceof BrokenPicture) throw new FieldError({ photos: `${name} 已损坏，请重新拍摄或选择` })
    throw error
  }
}

/** The pictures of a record, the first one first. Whoever calls has the record through the actor's eyes. */
export function photosOf(noun: string, subjectId: number): Promise<PhotoRow[]> {
  return db.$queryRaw<PhotoRow[]>`
    SELECT row_number() OVER (ORDER BY f.id)::int AS place, f.file_id AS "fileId", f.at, p.name AS "personName"
    FROM photos f LEFT JOIN people p ON p.id = f.taken_by_id
    WHERE f.noun = ${noun} AND f.subject_id = ${subjectId} ORDER BY f.id`
}

/** The bytes of a picture. @throws NotFound where the record has none at that place */
export async function openPhoto(noun: string, subjectId: number, place: number): Promise<OpenedFile> {
  const photo = (await photosOf(noun, subjectId)).find((one) => one.place === place)
  if (!photo) throw new NotFound()
  return storage.open(photo.fileId)
}
