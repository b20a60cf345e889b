import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { seesShop } from '../../../../actor.ts'
import { FieldError } from '../../../../errors.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import * as storage from '../../../../storage/files.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { imports } from '../noun.ts'
import { exportedAtByName } from '../reading/file-name.ts'
import { mediaTypeOf } from '../reading/format.ts'
import type { Recognition } from '../reading/recognize.ts'
import { isRefusal, recognize } from '../reading/recognize.ts'
import { fileSource } from '../reading/source.ts'
import { storedKinds } from '../registry.ts'

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
    const received: Received = { imports: [], refused: [] }
    for (const file of files) {
      const source = await fileSource(file.path, file.name)
      const recognition = await recognize(
        source,
        storedKinds().map(({ kind }) => kind),
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
    kind: recognition.kind,
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
