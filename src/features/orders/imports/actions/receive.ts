import { createReadStream } from 'node:fs'
import { seesShop } from '../../../../actor.ts'
import { FieldError } from '../../../../errors.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import type { Incoming, Kept } from '../../../../storage/files.ts'
import { storeAll } from '../../../../storage/files.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { needed } from '../../../../work/nouns.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { limitsInForce } from '../limits.ts'
import { imports } from '../noun.ts'
import { exportedAtByName } from '../reading/file-name.ts'
import type { Limits } from '../reading/limits.ts'
import { mediaTypeOf } from '../reading/format.ts'
import type { Recognition } from '../reading/recognize.ts'
import { isRefusal, recognize } from '../reading/recognize.ts'
import { fileSource } from '../reading/source.ts'
import type { Refusal } from '../reading/refusals.ts'
import { kindsByHand } from '../mappings.ts'
import { outlineOf } from '../reading/outline.ts'
import { companyFileOf, storedKinds } from '../registry.ts'

/** A file in a temporary place. */
export interface Brought {
  readonly path: string
  /** As the person's computer named it. */
  readonly name: string
}

/** What became of the files of one upload. */
export interface Received {
  /** `unmapped`: nobody knows what it is, so a person has to say which column is which (`mapImport`). */
  readonly imports: { id: number; name: string; unmapped: boolean }[]
  readonly refused: { name: string; reason: string }[]
}

/**
 * Recognizes and keeps files, each as an import of its own that is still to be read (`readImport`) or, where it's a table
 * that nobody knows, to be mapped by a person.
 * @param shopId whose files they are; null where none was named, which only files of the whole company can do without
 * @throws FieldError for a shop that isn't the actor's
 */
export function receiveImports(
  act: Act,
  shopId: number | null,
  files: readonly Brought[],
): Promise<Received> {
  return deed(act, async (act) => {
    if (shopId !== null) await demandShop(act, shopId)
    const limits = await limitsInForce(act.tx)
    const received: Received = { imports: [], refused: [] }
    const taken: Taken[] = []
    for (const file of files) {
      const { name } = file
      const recognition = await recognized(act, shopId, file, limits)
      const reason = isRefusal(recognition) ? recognition.message : whyNotKept(act, shopId, recognition)
      if (isRefusal(recognition) || reason !== null) received.refused.push({ name, reason: reason ?? '' })
      else taken.push({ ...file, recognition })
    }
    const stored = await storeAll(contentsOf(taken), act.at, act.tx)
    // Whoever has a number of the day is waited for by all others: only what is quick comes after it.
    for (const [i, file] of taken.entries()) {
      const { name, recognition } = file
      const id = await keep(act, shopId, file, stored[i] as Kept)
      received.imports.push({ id, name, unmapped: recognition.kind === UNMAPPED.kind })
    }
    return received
  })
}

async function demandShop({ tx, actor }: OpenAct, shopId: number): Promise<void> {
  const shop = await tx.shop.findUnique({ where: { id: shopId } })
  if (!shop || shop.closedAt || !seesShop(actor, shopId))
    throw new FieldError({ shopId: '请选择您负责的店铺' })
}

/** Why a file that can be read isn't taken from this person, or without a shop; null when it is. */
function whyNotKept({ actor }: OpenAct, shopId: number | null, { kind, label }: Recognition): string | null {
  const company = companyFileOf(kind)
  if (company) {
    if (company.right.test(actor, null)) return null
    return `您不能导入“${label}”文件，${needed(company.right, actor)}。`
  }
  if (shopId !== null) return null
  return kind === UNMAPPED.kind
    ? '认不出这是什么文件。请照模板改好列名再上传；或在“导入”里的“上传文件”选择店铺上传，再手工对应列。'
    : `“${label}”是某一家店铺的文件，要选择店铺才能上传（“导入”里的“上传文件”）。`
}

/** A file that a person has to map before it's of any kind, and why it wasn't recognized. */
type Unmapped = Recognition & { readonly failure: string }

/** What is known of a kind before a person has said it: nothing. */
const UNMAPPED = {
  kind: '',
  label: '认不出的文件',
  generation: '',
  generationLabel: '',
  delimiter: null,
  sheetIndex: 0,
  sheet: null,
  headerRow: 0,
  headings: [],
  columns: { known: [], unused: [], unknown: [], missing: [], missingForNew: [] },
} as const satisfies Partial<Recognition>

/** A person may know better. */
const MAPPABLE: readonly Refusal['code'][] = ['unknown-kind', 'lacking']

/** By what the program knows; else by what people have said of files of this shop; else it's asked of a person. */
async function recognized(
  { tx }: OpenAct,
  shopId: number | null,
  { path, name }: Brought,
  limits: Limits,
): Promise<Recognition | Unmapped | Refusal> {
  const source = await fileSource(path, name)
  const known = await recognize(
    source,
    storedKinds().map(({ kind }) => kind),
    limits,
  )
  if (!isRefusal(known) || !MAPPABLE.includes(known.code)) return known
  const said = await recognize(source, await kindsByHand(tx, shopId), limits)
  if (!isRefusal(said) || !MAPPABLE.includes(said.code)) return said
  const outline = await outlineOf(source, limits)
  if (!outline) return known
  // What the file has for headings isn't kept: it may be somebody's name.
  return {
    ...UNMAPPED,
    ...outline.table,
    failure: known.code === 'lacking' ? known.message : '认不出这是什么文件。',
  }
}

/** A file that will be kept, with what is known of it. */
interface Taken extends Brought {
  readonly recognition: Recognition & { readonly failure?: string }
}

/** One after the other: each is opened when it's read. */
function* contentsOf(taken: readonly Taken[]): Iterable<Incoming> {
  for (const { path, recognition } of taken)
    yield { content: createReadStream(path), mediaType: mediaTypeOf(recognition) }
}

async function keep(act: OpenAct, shopId: number | null, file: Taken, stored: Kept): Promise<number> {
  const { name } = file
  const { failure, ...recognition } = file.recognition
  const said = exportedAtByName(recognition.innerName ?? '') ?? exportedAtByName(name)
  const { id } = await door.create(imports, act, {
    number: await nextNumber(act, 'DR'),
    shopId: companyFileOf(recognition.kind) ? null : shopId,
    kind: recognition.kind,
    generation: recognition.generation,
    fileName: name,
    fileId: stored.id,
    sha256: stored.sha256,
    encoding: recognition.encoding ?? '',
    recognition: recognition as unknown as Prisma.InputJsonObject,
    // A name that tells a time to come is mistaken, and would win over every later file.
    exportedAt: said && said <= act.at ? said : act.at,
    ...(failure === undefined ? { state: 'READING' } : { state: 'UNMAPPED', failure }),
    createdById: act.actor.kind === 'system' ? null : act.actor.personId,
    createdAt: act.at,
  })
  return id
}
