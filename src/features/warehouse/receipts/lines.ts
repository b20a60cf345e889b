import { FieldError } from '../../../errors.ts'
import type { OpenAct } from '../../../work/act.ts'
import { skusBehind } from '../../catalog/skus/queries.ts'
import { locationsBehind } from '../locations/queries.ts'

/** A line as it was typed, pasted or scanned. */
export interface LineText {
  /** Its number in a text of several lines; null where SKU and location have fields of their own. */
  readonly row: number | null
  readonly sku: string
  /** Scans: a carton's barcode counts for several pieces. */
  readonly quantity: number
  /** Null: where the SKU usually lies. */
  readonly location: string | null
}

/** A line whose SKU and location are known. */
export interface Line {
  readonly skuId: number
  readonly sku: string
  readonly locationId: number
  readonly location: string
  /** In pieces. */
  readonly quantity: number
}

/** How many mistakes one answer names. */
const MOST_PROBLEMS = 10
/** Pieces of a SKU that one receipt may bring to a location; more is a slip of the keyboard. */
const MOST_PIECES = 1_000_000

/**
 * Finds what lines mean, all in two statements; lines for the same SKU and location become one.
 * @throws FieldError naming line by line what isn't there
 */
export async function resolveLines(act: OpenAct, texts: readonly LineText[]): Promise<Line[]> {
  const skus = await skusBehind(
    act.tx,
    texts.map(({ sku }) => sku),
  )
  const places = texts.map(({ sku, location }) => location ?? skus.get(sku)?.homeLocation ?? '')
  const locations = await locationsBehind(act.tx, places)
  const problems: { row: number | null; field: 'sku' | 'location'; sentence: string }[] = []
  const lines = texts.flatMap((text, i) => {
    const { row } = text
    const sku = skus.get(text.sku)
    const location = locations.get(places[i] ?? '')
    if (!sku) problems.push({ row, field: 'sku', sentence: `没有编码或条码为“${text.sku}”的 SKU` })
    else if (!sku.inUse) problems.push({ row, field: 'sku', sentence: `${sku.code} 已停用` })
    else if (!places[i])
      problems.push({ row, field: 'location', sentence: `${sku.code} 没有常用库位，请写明库位` })
    else if (!location) problems.push({ row, field: 'location', sentence: `没有库位 ${places[i]}` })
    else if (location.kind !== 'STORAGE') {
      problems.push({ row, field: 'location', sentence: `${location.code} 不是存储库位` })
    } else {
      const { skuId, code, pieces } = sku
      return [
        {
          skuId,
          sku: code,
          locationId: location.id,
          location: location.code,
          quantity: text.quantity * pieces,
        },
      ]
    }
    return []
  })
  if (problems.length > 0) throw new FieldError(sentences(problems))
  return merged(lines)
}

function sentences(
  problems: readonly { row: number | null; field: string; sentence: string }[],
): Record<string, string> {
  if (problems[0]?.row === null) return { [problems[0].field]: problems[0].sentence }
  const named = problems.slice(0, MOST_PROBLEMS).map(({ row, sentence }) => `第 ${row} 行：${sentence}`)
  const rest = problems.length - named.length
  return { lines: named.join('；') + (rest > 0 ? `；另有 ${rest} 行` : '') }
}

/**
 * Lines for the same SKU and location as one, in the order of the first.
 * @throws FieldError when they add up to more pieces than anybody receives
 */
export function merged(lines: readonly Line[]): Line[] {
  const places = new Map<string, Line>()
  for (const { skuId, sku, locationId, location, quantity } of lines) {
    const key = `${skuId}/${locationId}`
    const sum = (places.get(key)?.quantity ?? 0) + quantity
    if (sum > MOST_PIECES) {
      const sentence = `${sku} 合计 ${sum} 件，超过 ${MOST_PIECES} 件，请核对件数`
      throw new FieldError({ '': sentence })
    }
    places.set(key, { skuId, sku, locationId, location, quantity: sum })
  }
  return [...places.values()]
}

/** How many lines history spells out; longer receipts are summed up. */
const SPELLED_OUT = 20

/** Lines for the timeline. */
export function inWords(lines: readonly Line[]): string {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (lines.length > SPELLED_OUT) return `${lines.length} 行，共 ${pieces} 件`
  return lines.map(({ sku, quantity, location }) => `${sku} × ${quantity} → ${location}`).join('；')
}
