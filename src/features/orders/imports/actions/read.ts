import { system } from '../../../../actor.ts'
import { db } from '../../../../database/client.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import * as storage from '../../../../storage/files.ts'
import type { Act } from '../../../../work/act.ts'
import { longDeed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { isStaged, previewImport } from '../engine/run.ts'
import { exclusively } from '../exclusively.ts'
import { limitsInForce } from '../limits.ts'
import { imports } from '../noun.ts'
import type { Import } from '../policy.ts'
import { Refused } from '../reading/refusals.ts'
import { fieldsOf, recognitionOf, shopIdOf } from '../recorded.ts'
import type { ReadingTask, ShopNames } from '../reader.ts'
import { OtherShop } from '../reader.ts'
import { stageFile } from '../stage.ts'
import type { Watch } from '../watch.ts'
import { Stopped, watched } from '../watch.ts'
import { failed, leaveStaging } from './endings.ts'

/**
 * Reads a kept file into staging and works out what it would do; the import is then ready to be looked at, or
 * failed with the sentence why. Whatever an earlier try has left is forgotten first. Does nothing for an import that
 * isn't to be read.
 */
export async function readImport(act: Act, id: number, signal?: AbortSignal): Promise<void> {
  const machine: Act = { at: act.at, requestId: act.requestId, actor: system('imports') }
  await exclusively(id, async () => {
    const row = await db.import.findUniqueOrThrow({ where: { id } })
    if (row.state !== 'READING' || row.fileId === null) return
    await leaveStaging(id)
    try {
      await read(machine, row, row.fileId, signal)
    } catch (error) {
      await leaveStaging(id)
      if (error instanceof Stopped) return
      const words = error instanceof Refused || error instanceof OtherShop ? error.message : undefined
      await failed(machine, row, error, words)
    }
  })
}

async function read(act: Act, row: Import, fileId: number, signal?: AbortSignal): Promise<void> {
  await watched(row.id, 'READING', signal, async (watch) => {
    watch.tell('read', 0, 0)
    const { doubts, ...staged } = await stageFile(await taskOf(row, fileId), watch)
    watch.tell('compare', 90, staged.rowCount)
    await longDeed(act, (act) =>
      watch.within(act.tx, async () => {
        const counts = await previewImport(act.tx, row)
        const found = { ...staged, doubts: doubts as unknown as Prisma.JsonObject }
        await door.move(imports, act, row, 'ready', { ...found, ...counts })
      }),
    )
  })
}

/** What is to be read of a kept file. */
async function taskOf(row: Import, fileId: number): Promise<ReadingTask> {
  return {
    importId: row.id,
    path: await storage.pathOf(fileId),
    fileName: row.fileName,
    recognition: recognitionOf(row),
    shopId: shopIdOf(row),
    has: fieldsOf(row),
    names: await shopNamesFor(row.shopId),
    limits: await limitsInForce(db),
  }
}

/**
 * Reads the file of an import once more, when a crash of the database has taken what was read of it. The same file gives the
 * same rows.
 */
export async function stageAgain(row: Import, watch: Watch): Promise<void> {
  if (row.fileId === null || (await isStaged(db, row))) return
  await leaveStaging(row.id)
  await stageFile(await taskOf(row, row.fileId), watch)
}

/** A file of the whole company may name any of our shops. */
async function shopNamesFor(shopId: number | null): Promise<ShopNames> {
  if (shopId === null) return { own: '', others: new Set() }
  const shops = await db.shop.findMany({ select: { id: true, name: true } })
  return {
    own: shops.find((shop) => shop.id === shopId)?.name ?? '',
    others: new Set(shops.flatMap((shop) => (shop.id === shopId ? [] : [shop.name]))),
  }
}
