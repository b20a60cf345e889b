import exceljs from 'exceljs'
import type { Cheerio, CheerioAPI } from 'cheerio'
import type { Element } from 'domhandler'
import type { Visitor } from './web.ts'

/** A workbook that was downloaded: its cells as they stand there, the headings first. */
export async function download(visitor: Visitor, path: string): Promise<exceljs.CellValue[][]> {
  const answer = await visitor
    .get(path)
    .buffer()
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts)))
    })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(answer.body as exceljs.Buffer)
  const [sheet] = workbook.worksheets
  const width = sheet?.columnCount ?? 0
  const rows: exceljs.CellValue[][] = []
  sheet?.eachRow({ includeEmpty: true }, (row) => {
    rows.push(Array.from({ length: width }, (_, i) => row.getCell(i + 1).value ?? ''))
  })
  return rows
}

/** What a page's table says, cell by cell, in the words that a workbook has for it. */
export function tableWords(page: CheerioAPI): (string | number)[][] {
  return page('main tbody tr')
    .toArray()
    .map((row) =>
      page(row)
        .find('td[data-label]')
        .toArray()
        .map((cell) => cellValue(page(cell))),
    )
}

/** A number where the column is one, as a workbook can reckon with it. */
function cellValue(cell: Cheerio<Element>): string | number {
  const words = cellWords(cell)
  const number = Number(words.replaceAll(',', ''))
  return cell.hasClass('ho-num') && words !== '' && Number.isFinite(number) ? number : words
}

function cellWords(cell: Cheerio<Element>): string {
  const sub = cell.find('.ho-sub').text().trim()
  const marks = cell
    .find('.ho-badge')
    .toArray()
    .map((mark) => cell.find(mark).text())
    .join('、')
  const title = cell.find('[title]').attr('title')
  const rest = cell.clone()
  rest.find('.ho-sub, .ho-badge, .ho-copy, .ho-nil').remove()
  return [marks, title ?? rest.text().trim(), sub].filter(Boolean).join(' ')
}
