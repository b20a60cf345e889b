import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import { readWholeXml } from './xml.ts'
import type { Archive } from './zip.ts'

/**
 * The workbook's shared strings by index. They have to be in memory while sheets are read, so their total is
 * bounded. Phonetic readings (`rPh`) beside the text aren't part of it.
 */
export async function readStrings(
  archive: Archive,
  path: string | undefined,
  limits: Limits,
): Promise<string[]> {
  if (!path || !archive.has(path)) return []
  const strings: string[] = []
  let total = 0
  let current = ''
  let inText = false
  let inPhonetic = false
  await readWholeXml(
    await archive.open(path),
    {
      open(name) {
        if (name === 'si') current = ''
        if (name === 'rPh') inPhonetic = true
        inText = name === 't' && !inPhonetic
      },
      text(text) {
        if (inText) current += text
      },
      close(name) {
        inText = false
        if (name === 'rPh') inPhonetic = false
        if (name !== 'si') return
        total += current.length + 1
        if (total > limits.sharedCharacters) throw refuse.bomb()
        strings.push(unescapeControls(current))
      },
    },
    limits.rowCharacters,
  )
  return strings
}

/** Workbooks write characters that XML forbids, and carriage returns, as `_x000D_`. ECMA-376 part 1, 22.9.2.19. */
export function unescapeControls(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}
