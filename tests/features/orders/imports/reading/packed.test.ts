import iconv from 'iconv-lite'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { orderList as listKind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { type Limits, defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { isRefusal, recognize } from '../../../../../src/features/orders/imports/reading/recognize.ts'
import type { Source } from '../../../../../src/features/orders/imports/reading/source.ts'
import { csv, gb18030, html, kinds, orderList, recognized, rowsOf, sourceOf, table, utf16 } from '../files.ts'
import { oleFile } from '../ole-file.ts'
import { u32, xls } from '../xls-file.ts'
import { type Part, zipFile } from '../zip-file.ts'

const list = orderList({ 商家备注: '加送小样\n地址已确认' }, { 订单编号: '461000000000001002' })
const NAME = 'ExportOrderList202403252230.csv'
const zipped = (...parts: Part[]): Source => sourceOf(zipFile(parts), '下载.zip')

async function refusalOf(source: Source, limits: Partial<Limits> = {}) {
  const answer = await recognize(source, kinds, { ...defaultLimits, ...limits })
  return isRefusal(answer) ? answer : { code: null, message: '' }
}

describe('a table in a ZIP', () => {
  it.each([
    ['GBK text', gb18030(csv(list)), 'a.csv', 'text'],
    ['UTF-16 text', utf16(`\uFEFF${csv(list, '\t')}`), 'a.TSV', 'text'],
    ['text', csv(list), 'a.txt', 'text'],
    ['a workbook', table(list), 'a.xlsx', 'xlsx'],
    ['a binary workbook', xls({ export: list }), 'a.xls', 'xls'],
    ['a page', gb18030(html(list)), 'a.xls', 'html'],
    ['a page by its own name', html(list), 'a.html', 'html'],
    ['a workbook by a wrong name', table(list), 'a.csv', 'xlsx'],
  ])('is read when it is %s', async (_, content, name, container) => {
    const source = zipped({ name: `下载/${name}`, content })
    expect(await recognized(source)).toMatchObject({
      kind: 'ORDER_LIST',
      container,
      innerName: name,
      headerRow: 1,
    })
    const rows = await rowsOf(source, listKind)
    expect(rows.map(({ rowNumber, good }) => [rowNumber, good?.platformOrderId])).toEqual([
      [2, '461000000000001001'],
      [3, '461000000000001002'],
    ])
    expect(rows[0]?.good?.sellerMemo).toBe('加送小样\n地址已确认')
  })

  it('is known by its own name, which may be in GBK', async () => {
    const content = csv(list)
    const nameOf = async (part: Partial<Part>) =>
      (await recognized(zipped({ name: 'x.csv', content, ...part }))).innerName
    expect(await nameOf({ nameBytes: iconv.encode('报表\\订单列表.csv', 'gbk') })).toBe('订单列表.csv')
    expect(await nameOf({ nameBytes: Buffer.from('订单列表.csv') })).toBe('订单列表.csv')
    expect(await nameOf({ name: '订单\t列表.csv' })).toBe('订单列表.csv')
    expect(await nameOf({ name: `${'长'.repeat(5000)}.csv` })).toHaveLength(255)
    const unicode = Buffer.from('订单.csv')
    const field = Buffer.concat([
      Buffer.from([0x75, 0x70, unicode.length + 5, 0, 1]),
      u32(crc32('x.csv')),
      unicode,
    ])
    expect(await nameOf({ nameBytes: Buffer.from('x.csv'), extra: field })).toBe('订单.csv')
    expect((await recognized(sourceOf(content))).innerName).toBeUndefined()
  })

  it('stands beside what does not matter', async () => {
    const others = [
      '__MACOSX/._订单.csv',
      '.DS_Store',
      '~$订单.xlsx',
      '说明.txt',
      'readme.html',
      '图.png',
      'a/',
      'b.csv/',
    ]
    const source = zipped(...others.map((name) => ({ name, content: 'x' })), {
      name: NAME,
      content: csv(list),
    })
    expect((await recognized(source)).innerName).toBe(NAME)
    const text = zipped({ name: 'README.txt', content: 'x' }, { name: '订单.txt', content: csv(list) })
    expect((await recognized(text)).innerName).toBe('订单.txt')
  })

  it('is read whole, however many pieces it comes in', async () => {
    const many = Array.from({ length: 6000 }, (_, index) => ({
      订单编号: `46100000000${1_000_000 + index}`,
      商家备注: `${Math.sin(index)}`,
    }))
    const rows = await rowsOf(zipped({ name: NAME, content: csv(orderList(...many)) }), listKind)
    expect(rows.map(({ good }) => good?.sellerMemo)).toEqual(many.map((row) => row.商家备注))
  })
})

describe('a ZIP is refused in its own words when it', () => {
  const one: Part = { name: NAME, content: csv(list) }

  it.each([
    [
      'holds several tables',
      [one, { name: 'b/商品报表.xlsx', content: 'x' }],
      'several-tables',
      `${NAME}、商品报表.xlsx`,
    ],
    ['holds nothing', [], 'empty', '空的'],
    ['holds no table', [{ name: '图.png', content: 'x' }], 'not-a-table', '没有表格'],
    ['holds an archive', [one, { name: '订单.rar', content: 'x' }], 'nested-archive', '订单.rar'],
    [
      'holds an archive by another name',
      [{ name: 'a.csv', content: zipFile([one]) }],
      'nested-archive',
      'a.csv',
    ],
    [
      'holds a packed file by another name',
      [{ name: 'a.csv', content: Buffer.from('1f8b0800', 'hex') }],
      'nested-archive',
      'a.csv',
    ],
    ['has a password', [{ ...one, encrypted: true }], 'password', '压缩包有密码'],
    [
      'holds a workbook with a password',
      [{ name: 'a.xlsx', content: oleFile('EncryptedPackage') }],
      'password',
      '文件有密码',
    ],
    ['is packed in a way that nobody reads', [{ ...one, method: 9 }], 'packed', '解压'],
    ['holds a picture', [{ name: 'a.csv', content: Buffer.from('89504e47', 'hex') }], 'picture', '图片'],
    ['holds an empty file', [{ name: 'a.csv', content: '' }], 'empty', '空的'],
    ['holds some other table', [{ name: 'a.csv', content: '甲,乙,丙\n1,2,3' }], 'unknown-kind', '甲、乙、丙'],
  ] satisfies [string, Part[], string, string][])('%s', async (_, parts, code, words) => {
    const refusal = await refusalOf(zipped(...parts))
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(words) as string })
  })

  it('names only the first of very many tables', async () => {
    const parts = Array.from({ length: 50 }, (_, index) => ({ name: `${index}.csv`, content: 'x' }))
    expect((await refusalOf(zipped(...parts))).message).toContain(
      '50 个表格：0.csv、1.csv、2.csv、3.csv、4.csv……',
    )
  })

  it('is cut short', async () => {
    const content = zipFile([one])
    expect((await refusalOf(sourceOf(content.subarray(0, -40)))).code).toBe('damaged')
  })

  it('is a bomb, whatever it declares', async () => {
    const zeros = Buffer.alloc(40 * 1024 ** 2)
    expect((await refusalOf(zipped({ name: 'a.csv', content: zeros }))).code).toBe('bomb')
    expect((await refusalOf(zipped({ ...one, declared: 3 * 1024 ** 3 }))).code).toBe('bomb')
    expect((await refusalOf(zipped({ ...one, declared: 50 }))).code).toBe('bomb')
    expect((await refusalOf(zipped({ ...one, declared: 5000 }))).code).toBe('damaged')
  })

  it('is a bomb only within', async () => {
    const inner = zipFile([
      { name: 'xl/workbook.xml', content: '<workbook/>' },
      { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships/>' },
      { name: 'xl/worksheets/sheet1.xml', content: 'x', declared: 3 * 1024 ** 3 },
    ])
    expect((await refusalOf(zipped({ name: 'a.xlsx', content: inner }))).code).toBe('bomb')
  })

  it('holds a file that is larger than allowed, or than may be held in memory', async () => {
    const long = zipped({ name: 'a.csv', content: 'a,b,c\n'.repeat(5000) })
    expect(long.size).toBeLessThan(9000)
    expect((await refusalOf(long, { fileBytes: 9000 })).code).toBe('too-large')
    const workbook = zipped({ name: 'a.xlsx', content: table(list) })
    const refusal = await refusalOf(workbook, { heldBytes: 500 })
    expect(refusal).toMatchObject({ code: 'too-large', message: expect.stringContaining('先解压') as string })
    expect(
      (await refusalOf(zipped({ name: 'a.xls', content: xls({ a: list }) }), { heldBytes: 500 })).code,
    ).toBe('too-large')
  })

  it('has a directory that is larger than any', async () => {
    const parts = Array.from({ length: 40 }, (_, index) => ({
      name: `${index}`,
      content: '',
      extra: Buffer.alloc(60_000),
    }))
    expect((await refusalOf(zipped(...parts))).code).toBe('bomb')
  })
})
