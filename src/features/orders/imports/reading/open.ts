import { type Container, sniff } from './container.ts'
import { openHtml } from './html.ts'
import type { Limits } from './limits.ts'
import { type Refused, refuse } from './refusals.ts'
import type { Source } from './source.ts'
import type { Table } from './table.ts'
import { openText } from './text.ts'
import { openWorkbook } from './workbook.ts'
import { openXls } from './xls.ts'

type Opener = (source: Source, limits: Limits) => Promise<Table>
const refusing =
  (sentence: () => Refused): Opener =>
  () =>
    Promise.reject(sentence())

/** What is done with each container; one that becomes readable replaces its sentence by its opener here. */
const openers: Record<Container, Opener> = {
  text: openText,
  zip: openWorkbook,
  empty: refusing(refuse.empty),
  packed: refusing(refuse.zip),
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
