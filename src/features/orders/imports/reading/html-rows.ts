import { Parser } from 'htmlparser2'
import { tableBuilder } from './html-table.ts'
import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import type { RawRow } from './table.ts'

/** Elements in elements, at most: the parser keeps a list of them. Tables need some ten. */
const DEEPEST = 256
const LINES = new Set(['br', 'p', 'div', 'li', 'tr'])
const UNSEEN = new Set(['style', 'script'])

/**
 * The rows of the tables of an HTML page, one table below the other as spreadsheet programs show them, as its text
 * comes in. Tags within cells are dropped; a table within a cell is text of that cell. Memory is bounded, whatever is
 * opened and never closed.
 */
export async function* htmlRows(
  pieces: AsyncIterable<string>,
  limits: Limits,
): AsyncGenerator<RawRow[], void> {
  const table = tableBuilder(limits)
  let depth = 0
  let tables = 0
  let unseen = 0
  let found = 0
  /** Characters since the last event: those of a tag or comment that is still open. */
  let silent = 0

  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    silent = 0
    depth += 1
    if (depth > DEEPEST) throw refuse.notATable()
    if (UNSEEN.has(name)) unseen += 1
    if (name === 'table') tables += 1
    const isCell = name === 'td' || name === 'th'
    if (tables <= 1 && isCell) table.openCell(attributes)
    else if (tables <= 1 && name === 'tr') table.openRow()
    else if (isCell) table.text(' ')
    else if (LINES.has(name)) table.text('\n')
  }
  const close = (name: string) => {
    silent = 0
    depth -= 1
    if (UNSEEN.has(name)) unseen -= 1
    if (tables <= 1 && (name === 'td' || name === 'th')) table.closeCell()
    else if (tables <= 1 && name === 'tr') table.closeRow()
    if (name !== 'table') return
    tables -= 1
    if (tables === 0) table.end()
  }
  const parser = new Parser({
    onopentag: open,
    onclosetag: close,
    ontext(text) {
      silent = 0
      // Breaks and blanks of the source are one blank; a non-breaking one is a character.
      if (unseen === 0) table.text(text.replace(/[ \t\r\n\f]+/g, ' '))
    },
    oncomment() {
      silent = 0
    },
  })
  for await (const piece of pieces) {
    silent += piece.length
    parser.write(piece)
    if (silent > limits.rowCharacters) throw refuse.notATable()
    const batch = table.taken()
    found += batch.length
    if (batch.length > 0) yield batch
  }
  parser.end()
  table.end()
  const rest = table.taken()
  if (found + rest.length === 0) throw refuse.pageWithoutTable()
  if (rest.length > 0) yield rest
}
