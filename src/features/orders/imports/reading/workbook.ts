import { posix } from 'node:path'
import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import { readStrings } from './strings.ts'
import { readDateStyles } from './styles.ts'
import type { Table } from './table.ts'
import { type SheetContext, sheetRows } from './worksheet.ts'
import { readWholeXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** A relationship's type ends the same in the two dialects of the format (transitional and strict). */
const WORKBOOK_PARTS = { sheet: '/worksheet', strings: '/sharedStrings', styles: '/styles' } as const

/**
 * Opens the `.xlsx` workbook that a ZIP file is, given the path of its main part. Sheets are read one after the other as they are inflated; the declared
 * `<dimension>` isn't looked at because exporters write it wrong. Not exceljs: it turns numbers into doubles before
 * one can see that an order number was one, and reads the archive front to back instead of by its directory.
 */
export async function openWorkbook(archive: Archive, workbook: string, limits: Limits): Promise<Table> {
  const links = await relationships(archive, workbook, limits)
  const linked = (type: string) => [...links.values()].find((link) => link.type.endsWith(type))?.path
  const { sheets, from1904 } = await readSheetList(archive, workbook, limits)

  // Read when the first sheet is, once for all sheets.
  let context: Promise<SheetContext> | undefined
  const readContext = async (): Promise<SheetContext> => ({
    strings: await readStrings(archive, linked(WORKBOOK_PARTS.strings), limits),
    dateStyles: await readDateStyles(archive, linked(WORKBOOK_PARTS.styles), limits),
    from1904,
  })
  return {
    container: 'xlsx',
    encoding: null,
    sheets: sheets.slice(0, limits.sheets).flatMap(({ name, id }) => {
      const link = links.get(id)
      if (!link?.type.endsWith(WORKBOOK_PARTS.sheet) || !archive.has(link.path)) return []
      async function* batches() {
        yield* sheetRows(await archive.open(link!.path), await (context ??= readContext()), limits)
      }
      return [{ name, delimiter: null, batches }]
    }),
  }
}

/** The path of the main part of the workbook that a ZIP file is; null if it's any other ZIP. */
export async function workbookPath(archive: Archive, limits: Limits): Promise<string | null> {
  const links = archive.has('_rels/.rels')
    ? await relationships(archive, '', limits)
    : new Map<string, Link>()
  const path =
    [...links.values()].find((link) => link.type.endsWith('/officeDocument'))?.path ?? 'xl/workbook.xml'
  if (archive.has(path) && /\.xml$/i.test(path) && /workbook/i.test(path)) return path
  // Other documents of office programs, which may contain tables as files.
  if (archive.has('[Content_Types].xml')) throw refuse.notATable()
  return null
}

interface Link {
  readonly type: string
  /** Path of the part within the archive. */
  readonly path: string
}

/** The parts that one part (the whole package if empty) points to, by their relationship ids. */
async function relationships(archive: Archive, part: string, limits: Limits): Promise<Map<string, Link>> {
  const folder = posix.dirname(part)
  const links = new Map<string, Link>()
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!archive.has(file)) throw refuse.damaged()
  const open = (name: string, { Id, Type, Target, TargetMode }: Readonly<Record<string, string>>) => {
    if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return
    // A target beginning with a slash is meant from the root of the package.
    links.set(Id, { type: Type, path: posix.resolve('/', folder, Target).slice(1) })
  }
  await readWholeXml(await archive.open(file), { open }, limits.rowCharacters)
  return links
}

async function readSheetList(archive: Archive, workbook: string, limits: Limits) {
  const sheets: { name: string; id: string }[] = []
  let from1904 = false
  await readWholeXml(
    await archive.open(workbook),
    {
      open(name, attributes) {
        if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
        const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1]
        if (name === 'sheet' && id) sheets.push({ name: attributes.name ?? '', id })
      },
    },
    limits.rowCharacters,
  )
  return { sheets, from1904 }
}
