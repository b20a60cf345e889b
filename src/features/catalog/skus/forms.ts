import { z } from 'zod'
import { optionalMoney, optionalText, optionalWhole, text } from '../../../web/fields.ts'

/** A code as guns read it and Code 128 prints it. */
const BARCODE = /^[\x21-\x7e]{1,64}$/
/** Pieces that one scan may stand for. */
const MOST_PIECES = 10_000
const MOST_BARCODES = 20

export interface BarcodeInput {
  code: string
  /** Pieces per scan. */
  quantity: number
}

const what = {
  // In half-width and without blanks: as guns and pasted lists of codes and numbers write it.
  code: text('SKU 编码', 60)
    .transform((code) => code.normalize('NFKC'))
    .refine((code) => !/\s/.test(code), 'SKU 编码里不能有空格'),
  color: optionalText('颜色', 40),
  size: optionalText('尺码', 40),
  weight: optionalWhole('重量', 0, 1_000_000),
}

const where = {
  homeLocation: optionalText('常用库位', 30),
  barcodes: optionalText('条码', 2000).transform((lines, context): BarcodeInput[] => {
    const found: BarcodeInput[] = []
    for (const [i, line] of (lines ?? '').split('\n').entries()) {
      const plain = line.normalize('NFKC').trim()
      if (plain === '') continue
      const [code = '', pieces = '1', ...rest] = plain.split(/\s+/)
      const quantity = /^\d{1,5}$/.test(pieces) ? Number(pieces) : 0
      const wrong = !BARCODE.test(code)
        ? '条码只能是字母、数字和英文符号，最多 64 位'
        : rest.length > 0 || quantity < 1 || quantity > MOST_PIECES
          ? `每次扫描的件数要是 1 到 ${MOST_PIECES} 的整数`
          : found.some((one) => one.code === code)
            ? '条码重复'
            : null
      if (wrong) context.addIssue({ code: 'custom', message: `第 ${i + 1} 行：${wrong}` })
      found.push({ code, quantity })
    }
    if (found.length > MOST_BARCODES) {
      context.addIssue({ code: 'custom', message: `最多登记 ${MOST_BARCODES} 个条码` })
    }
    return found
  }),
}

/** A new SKU, with where it lies and what a gun reads on it. */
export const NewSkuForm = z.object({ product: text('货号', 60), ...what, ...where })

export const SkuForm = z.object(what)

export const PlaceForm = z.object(where)

export const CostForm = z.object({ costFen: optionalMoney('成本') })
