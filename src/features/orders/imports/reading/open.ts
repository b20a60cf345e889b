import { type Container, sniff } from './container.ts'
import { openHtml } from './html.ts'
import type { Limits } from './limits.ts'
import { held, packedTable } from './packed.ts'
import { type Refused, refuse } from './refusals.ts'
import type { Source } from './source.ts'
import type { Table } from './table.ts'
import { openText } from './text.ts'
import { openWorkbook, workbookPath } from './workbook.ts'
import { openXls } from './xls.ts'
import { openArchive } from './zip.ts'

type Opener = (source: Source, limits: Limits) => Promise<Table>
const refusing =
  (sentence: () => Refused): Opener =>
  () =>
    Promise.reject(sentence())

/** What is done with each container. */
const openers: Record<Container, Opener> = {
  text: openText,
  zip: openZip,
  empty: refusing(refuse.empty),
  packed: refusing(refuse.packed),
  xls: openXls,
  encrypted: refusing(refuse.password),
  html: openHtml,
  picture: refusing(refuse.picture),
  binary: refusing(refuse.notATable),
}

/** Opens a file by its content. Throws `Refused` with the sentence for the person. */
export async function openTable(source: Source, limits: Limits): Promise<Table> {
  if (source.size > limits.fileBytes) throw refuse.tooLarge(source.size, limits.fileBytes)
  return openers[await sniff(source)](source, limits)
}

/** A ZIP is an `.xlsx` workbook, or there is one table file in it. */
async function openZip(source: Source, limits: Limits): Promise<Table> {
  const archive = await openArchive(source, limits)
  const workbook = await workbookPath(archive, limits)
  if (workbook !== null) return openWorkbook(archive, workbook, limits)
  const inner = packedTable(archive, limits)
  return { ...(await openInner(inner, limits)), innerName: inner.name }
}

async function openInner(inner: Source, limits: Limits): Promise<Table> {
  const container = await sniff(inner)
  if (container === 'packed') throw refuse.nestedArchive(inner.name)
  if (container === 'xls') return openXls(await held(inner, limits), limits)
  if (container !== 'zip') return openers[container](inner, limits)
  const archive = await openArchive(await held(inner, limits), limits)
  const workbook = await workbookPath(archive, limits)
  if (workbook === null) throw refuse.nestedArchive(inner.name)
  return openWorkbook(archive, workbook, limits)
}
