import { parseYuan } from '../../../../lib/money.ts'

/** One SKU in the text that 淘宝助理 keeps all SKUs of an item in. */
export interface SkuProps {
  readonly priceFen: number
  readonly quantity: number
  /** Absent where the seller gave none. */
  readonly code?: string
  /** `1627207:28341;20509:28383`, numbers of properties and values; those of the seller's own are below zero. */
  readonly properties: string
}

const PROPERTY = /^\d+:-?\d+$/
const SKU = /^([^:]*):(\d{1,9}):(.*):(\d+:-?\d+)$/

/**
 * The SKUs in `price:stock:code:property:value;property:value;price:…`: a piece with price and stock in front begins
 * the next SKU, the others are its further properties. Null for anything else.
 */
export function parseSkuProps(text: string): readonly SkuProps[] | null {
  const skus: SkuProps[] = []
  const pieces = text.split(';').map((piece) => piece.trim())
  for (const piece of pieces.filter((some) => some !== '')) {
    const last = skus.at(-1)
    if (PROPERTY.test(piece)) {
      if (!last) return null
      skus[skus.length - 1] = { ...last, properties: `${last.properties};${piece}` }
      continue
    }
    const [, price = '', stock, code = '', property = ''] = SKU.exec(piece) ?? []
    const parsed = parseYuan(price)
    if (!parsed.ok) return null
    skus.push({
      priceFen: parsed.fen,
      quantity: Number(stock),
      ...(code.trim() !== '' && { code: code.trim() }),
      properties: property,
    })
  }
  return skus
}
