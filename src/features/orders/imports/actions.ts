import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { seesShop, system } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import { ImportKind } from '../../../generated/prisma/enums.ts'
import type { Prisma } from '../../../generated/prisma/client.ts'
import * as storage from '../../../storage/files.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { demand } from '../../../work/nouns.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { previewImport, runImport } from './engine/run.ts'
import { imports } from './noun.ts'
import type { Import } from './policy.ts'
import { exportedAtByName } from './reading/file-name.ts'
import { mediaTypeOf } from './reading/format.ts'
import type { Recognition } from './reading/recognize.ts'
import { isRefusal, recognize } from './reading/recognize.ts'
import { Refused } from './reading/refusals.ts'
import { fieldsOf, recognitionOf } from './recorded.ts'
import { fileSource } from './reading/source.ts'
import type { ShopNames } from './stage.ts'
import { OtherShop, stageFile } from './stage.ts'
import { storedKindOf, storedKinds } from './stored-kinds.ts'

/** A file in a temporary place. */
export interface Brought {
  readonly path: string
  /** As the person's computer named it. */
  readonly name: string
}

/** What became of the files of one upload. */
export interface Received {
  readonly imports: { id: number; name: string }[]
  readonly refused: { name: string; reason: string }[]
  /** Milliseconds of the act that did it: another's when the form was sent again. */
  readonly at: number
}

/**
 * Recognizes and keeps files, each as an import of its own that is still to be read (`readImport`).
 * @throws FieldError for a shop that isn't the actor's
 */
export function receiveImports(act: Act, shopId: number, files: readonly Brought[]): Promise<Received> {
  return deed(act, async (act) => {
    const shop = await act.tx.shop.findUnique({ where: { id: shopId } })
    if (!shop || shop.closedAt || !seesShop(act.actor, shopId))
      throw new FieldError({ shopId: '请选择您负责的店铺' })
    const received: Received = { imports: [], refused: [], at: act.at.getTime() }
    for (const file of files) {
      const source = await fileSource(file.path, file.name)
      const recognition = await recognize(
        source,
        storedKinds.map(({ kind }) => kind),
      )
      if (isRefusal(recognition)) received.refused.push({ name: file.name, reason: recognition.message })
      else received.imports.push({ id: await keep(act, shopId, file, recognition), name: file.name })
    }
    return received
  })
}

async function keep(
  act: OpenAct,
  shopId: number,
  { path, name }: Brought,
  recognition: Recognition,
): Promise<number> {
  const said = exportedAtByName(recognition.innerName ?? '') ?? exportedAtByName(name)
  const { id } = await door.create(imports, act, {
    number: await nextNumber(act, 'DR'),
    shopId,
    kind: ImportKind[recognition.kind as keyof typeof ImportKind],
    generation: recognition.generation,
    fileName: name,
    fileId: await storage.store(createReadStream(path), mediaTypeOf(recognition), act.at, act.tx),
    sha256: await hashOf(path),
    encoding: recognition.encoding ?? '',
    recognition: recognition as unknown as Prisma.InputJsonObject,
    // A name that tells a time to come is mistaken, and would win over every later file.
    exportedAt: said && said <= act.at ? said : act.at,
    state: 'READING',
    createdById: act.actor.kind === 'system' ? null : act.actor.personId,
    createdAt: act.at,
  })
  return id
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/**
 * Reads a kept file into staging and works out what it would do; the import is then ready to be looked at, or
 * failed with the sentence why. Whoever calls: today the request that brought the file, some day a job.
 */
export async function readImport(act: Act, id: number): Promise<void> {
  const machine: Act = { at: act.at, requestId: act.requestId, actor: system('imports') }
  const { row, names } = await deed(machine, async ({ tx }) => {
    const row = await tx.import.findUniqueOrThrow({ where: { id } })
    const shops = await tx.shop.findMany({ select: { id: true, name: true } })
    const own = shops.find((shop) => shop.id === row.shopId)?.name ?? ''
    const others = new Set(shops.flatMap((shop) => (shop.id === row.shopId ? [] : [shop.name])))
    return { row, names: { own, others } satisfies ShopNames }
  })
  if (row.state !== 'READING' || row.fileId === null) return
  try {
    const source = await fileSource(await storage.pathOf(row.fileId), row.fileName)
    const { rowCount, badCount, shopNames, doubts } = await stageFile(
      id,
      source,
      recognitionOf(row),
      storedKindOf(row.kind),
      { shopId: row.shopId, has: fieldsOf(row) },
      names,
    )
    await deed(machine, async (act) => {
      const counts = await previewImport(act.tx, row)
      const found = { rowCount, badCount, shopNames, doubts: doubts as unknown as Prisma.JsonObject }
      await door.move(imports, act, row, 'ready', { ...found, ...counts })
    })
  } catch (error) {
    if (!(error instanceof Refused || error instanceof OtherShop)) throw error
    await door.move(imports, machine, row, 'fail', { failure: error.message, finishedAt: act.at })
  }
}

/**
 * Does what the preview showed, as things stand now, in one transaction.
 * @throws Conflict when somebody else has confirmed or discarded it
 */
export function confirmImport(act: Act, row: Import): Promise<void> {
  return deed(act, async (act) => {
    demand(imports, act.actor, 'confirm', row)
    const waiting = await act.tx.$queryRaw<object[]>`
      SELECT id FROM imports WHERE id = ${row.id} AND version = ${row.version} AND state = 'PREVIEW' FOR UPDATE`
    // Where it isn't any more, the door says so.
    const counts = waiting.length === 1 ? await runImport(act, row) : null
    const remark =
      counts && `新增 ${counts.newCount} 行，有变化 ${counts.changedCount} 行，有问题 ${counts.badCount} 行`
    await door.move(imports, act, row, 'confirm', { ...counts, finishedAt: act.at }, { remark })
    await act.tx.$executeRaw`DELETE FROM import_rows WHERE import_id = ${row.id} AND reasons IS NULL`
  })
}

/** Forgets what was read; the original stays. */
export function discardImport(act: Act, row: Import): Promise<void> {
  return deed(act, async (act) => {
    await door.move(imports, act, row, 'discard', { finishedAt: act.at })
    await act.tx.$executeRaw`DELETE FROM import_rows WHERE import_id = ${row.id}`
  })
}
