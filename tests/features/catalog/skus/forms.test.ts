import { describe, expect, it } from 'vitest'
import { NewSkuForm, PlaceForm, SkuForm } from '../../../../src/features/catalog/skus/forms.ts'

const place = (barcodes: string) => PlaceForm.safeParse({ homeLocation: '', barcodes })
const complaint = (barcodes: string) => place(barcodes).error?.issues[0]?.message

describe('barcodes', () => {
  it('stand one on a line, with pieces per scan behind cartons', () => {
    expect(place('6901234567892\r\n\r\n  CTN-1  12 ').data?.barcodes).toEqual([
      { code: '6901234567892', quantity: 1 },
      { code: 'CTN-1', quantity: 12 },
    ])
  })

  it('are read in full-width as well, as an input method writes them', () => {
    expect(place('ＡＢ１２　３').data?.barcodes).toEqual([{ code: 'AB12', quantity: 3 }])
  })

  it('may be absent', () => {
    expect(PlaceForm.parse({})).toEqual({ homeLocation: null, barcodes: [] })
  })

  it.each([
    ['中文条码', '第 1 行：条码只能是字母、数字和英文符号，最多 64 位'],
    ['A\nB 0', '第 2 行：每次扫描的件数要是 1 到 10000 的整数'],
    ['A 1 2', '第 1 行：每次扫描的件数要是 1 到 10000 的整数'],
    ['A 12x', '第 1 行：每次扫描的件数要是 1 到 10000 的整数'],
    ['A\nA 3', '第 2 行：条码重复'],
    [Array.from({ length: 21 }, (_, i) => `B${i}`).join('\n'), '最多登记 20 个条码'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(complaint(text)).toBe(sentence)
  })
})

describe('a SKU’s code', () => {
  it('is kept in half-width and without blanks', () => {
    expect(SkuForm.parse({ code: ' ＣＵＰ－１ ' }).code).toBe('CUP-1')
    expect(SkuForm.safeParse({ code: 'CUP 1' }).error?.issues[0]?.message).toBe('SKU 编码里不能有空格')
  })

  it('belongs to a product', () => {
    expect(NewSkuForm.safeParse({ code: 'A' }).error?.issues[0]?.path).toEqual(['product'])
  })
})
