import { z } from 'zod'
import { Conflict } from '../../../errors.ts'
import { canMove } from '../../../lib/workflow.ts'
import * as storage from '../../../storage/files.ts'
import type { Kind, Said } from './kinds/kind.ts'
import type { ImportRow } from './queries.ts'
import { columnsOf } from './reading/header.ts'
import type { OutlinedColumn } from './reading/outline.ts'
import { outlineOf } from './reading/outline.ts'
import { fileSource } from './reading/source.ts'
import { storedKinds } from './registry.ts'
import { moves } from './workflow.ts'

/** Name of the question which of the file's columns tells a field. */
export function questionOf(field: string): string {
  return `column-${field}`
}

/** A kind that a file can be mapped to; undefined for a key that names none. */
export function mappedKind(key: string | undefined): Kind | undefined {
  return storedKinds().find(({ kind }) => kind.key === key)?.kind
}

/**
 * The columns of an import's file, to be mapped.
 * @throws Conflict when it isn't the time for that, or the file is no longer kept
 */
export async function columnsOfFile(row: ImportRow): Promise<readonly OutlinedColumn[]> {
  if (!canMove(moves, 'map', row.state)) throw new Conflict('现在的状态不能手工对应列。')
  if (row.fileId === null) throw new Conflict('原文件已到期删除，请重新上传。')
  const source = await fileSource(await storage.pathOf(row.fileId), row.fileName)
  return (await outlineOf(source))?.columns ?? []
}

/** What the form of a mapping sends: by field, one of the file's headings; each of them once. */
export function mappingForm(
  kind: Kind,
  columns: readonly OutlinedColumn[],
): z.ZodType<Record<string, string>, unknown> {
  const names = new Set(columns.map(({ name }) => name))
  return z.record(z.string(), z.unknown()).transform((body, context) => {
    const headings: Record<string, string> = {}
    const taken = new Map<string, string>()
    for (const [field, column] of columnsOf(kind)) {
      const question = questionOf(field)
      const chosen = body[question]
      const label = column.headings[0] ?? field
      const wrong = (message: string): void => context.addIssue({ code: 'custom', path: [question], message })
      if (typeof chosen !== 'string' || chosen === '') {
        if (column.need === 'always') wrong('必须有这一列，请选择文件里的哪一列是它')
      } else if (!names.has(chosen)) wrong('文件里没有这一列，请重新选择')
      else if (taken.has(chosen)) wrong(`这一列已经选给“${taken.get(chosen)}”了`)
      else {
        taken.set(chosen, label)
        headings[field] = chosen
      }
    }
    return headings
  })
}

/** A mapping as it is kept. */
export function saidOf(headings: Readonly<Record<string, string>>, columns: readonly OutlinedColumn[]): Said {
  const used = new Set(Object.values(headings))
  return { headings, others: columns.flatMap(({ name }) => (used.has(name) ? [] : [name])) }
}
