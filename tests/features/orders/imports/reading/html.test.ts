import { describe, expect, it } from 'vitest'
import { orderList as listKind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { encodingOf } from '../../../../../src/features/orders/imports/reading/encoding.ts'
import { defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { openHtml } from '../../../../../src/features/orders/imports/reading/html.ts'
import { Refused } from '../../../../../src/features/orders/imports/reading/refusals.ts'
import { gb18030, html, orderList, recognized, rowsOf, sheetsOf, sourceOf, utf16 } from '../files.ts'

const rowsIn = async (page: string | Buffer, limits = defaultLimits) =>
  Object.values(await sheetsOf(page, limits))[0] ?? []
const cellsOf = async (page: string | Buffer) => (await rowsIn(page)).map((row) => row.cells)
const table = (rows: string) => `<table>${rows}</table>`

describe('a page called .xls', () => {
  const list = orderList({ 商家备注: '加送小样\n<地址> & "确认"', 订单编号: '461000000000001001' })

  it.each([
    [
      'GB18030 and says so',
      gb18030(html(list, '<meta http-equiv=Content-Type content="text/html; charset=gb2312">')),
    ],
    ['GB18030 and says nothing', gb18030(html(list))],
    ['UTF-8', html(list, '<meta charset="utf-8">')],
    ['UTF-8 with a mark', `\uFEFF${html(list)}`],
    ['UTF-8 although it says otherwise', html(list, '<meta charset=gbk>')],
    ['UTF-16', utf16(`\uFEFF${html(list)}`)],
  ])('is recognized and read in %s', async (_, page) => {
    const source = sourceOf(page, '订单.xls')
    expect(await recognized(source)).toMatchObject({
      kind: 'ORDER_LIST',
      container: 'html',
      sheet: null,
      headerRow: 1,
    })
    const [row] = await rowsOf(source, listKind)
    expect(row).toMatchObject({
      rowNumber: 2,
      good: { sellerMemo: '加送小样\n<地址> & "确认"', paidFen: 19_900 },
    })
  })

  it('is in Chinese when it says so and has too few words to tell', async () => {
    expect(await encodingOf(sourceOf(gb18030('状态')))).toBe('utf-8')
    const page = gb18030('<meta charset="gb2312"><table><tr><td>状态</table>')
    expect((await openHtml(sourceOf(page), defaultLimits)).encoding).toBe('gb18030')
    expect(await cellsOf(page)).toEqual([['状态']])
  })

  it('may have shortened ids, which are noticed', async () => {
    const ids = ['461000000000001001', '4.61E+17', '461000000000001003'].map((id) => ({ 订单编号: id }))
    const rows = await rowsOf(sourceOf(html(orderList(...ids))), listKind)
    expect(rows.map(({ bad }) => bad?.[0]?.value)).toEqual([undefined, '4.61E+17', undefined])
  })
})

describe('the rows of a page', () => {
  it.each([
    ['<tr><td>a<td>b<tr><td>c', [['a', 'b'], ['c']], 'ends of cells left out'],
    [
      '<thead><TR><TH>a</TH></TR></thead><tbody><tr><td>b</td></tr></tbody>',
      [['a'], ['b']],
      'parts of a table',
    ],
    ['<tr><td>&lt;a&gt;&amp;&nbsp;b&#x4E2D;&copy;&#128512;</td></tr>', [['<a>&\u00A0b中©😀']], 'entities'],
    ['<tr><td> a\n  <b>b</b>  c </td><td>\n</td><td>d</td></tr>', [['a b c', '', 'd']], 'blanks and tags'],
    ['<tr><td>a<br>b<br/>c<p>d</p><div>e</div></td></tr>', [['a\nb\nc\nd\ne']], 'lines'],
    [
      '<tr><td>a<style>td{}</style><script>x<y</script><!-- <td>x --></td><td>b</td></tr>',
      [['a', 'b']],
      'what is not shown',
    ],
    ['<tr><td colspan=3>a</td><td>b</td></tr>', [['a', '', '', 'b']], 'a cell over several columns'],
    [
      '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>',
      [['a', 'b'], ['', 'c'], ['d']],
      'a cell over several rows',
    ],
    [
      '<tr><td>a</td><td rowspan=2 colspan=2>b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr>',
      [
        ['a', 'b', '', 'c'],
        ['d', '', '', 'e'],
      ],
      'a cell over both',
    ],
    ['<tr><td colspan=x rowspan=-1>a</td><td>b</td></tr>', [['a', 'b']], 'spans that are none'],
    [
      '<tr><td>a<table><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr></table></td><td>e</td></tr>',
      [['a\nb c\nd', 'e']],
      'a table within a cell',
    ],
    ['<tr></tr><tr><td>a</td></tr>', [[], ['a']], 'a row without cells'],
    ['<td>a</td><td>b</td>', [['a', 'b']], 'cells without a row'],
  ])('%s are %j (%s)', async (rows, cells) => {
    expect(await cellsOf(table(rows))).toEqual(cells)
  })

  it('of several tables stand below each other, and spans end with their table', async () => {
    const page = `<html>x${table('<tr><td rowspan=9>a</td></tr>')}y${table('<tr><td>b</td></tr>')}</html>`
    expect((await rowsIn(page)).map(({ row, cells }) => [row, cells])).toEqual([
      [1, ['a']],
      [2, ['b']],
    ])
  })

  it('come out the same wherever the file is cut into pieces', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => [`第 ${index} 行`, '&<>"', '示例　挂钩'])
    expect(await cellsOf(html(rows))).toEqual(rows)
  })
})

describe('a page that is no table or means harm', () => {
  const codeOf = async (page: string, limits = defaultLimits) => {
    try {
      return (await rowsIn(page, limits)).length
    } catch (error) {
      if (error instanceof Refused) return error.refusal.code
      throw error
    }
  }

  it('is told from an empty file: the sign-in has ended', async () => {
    const reading = rowsIn('<!DOCTYPE html><html><body><form>请登录</form></body></html>')
    await expect(reading).rejects.toMatchObject({
      refusal: { code: 'not-a-table', message: expect.stringContaining('登录') as string },
    })
  })

  it('has at most so many columns: of a million cells only filled ones count', async () => {
    expect(await codeOf(table(`<tr>${'<td>1'.repeat(1_000_000)}`))).toBe('too-many-columns')
    expect(await codeOf(table(`<tr>${'<td>'.repeat(1_000_000)}`))).toBe(1)
    expect(await codeOf(table(`<tr>${'<td colspan=1000 rowspan=60000>'.repeat(100_000)}<tr><td>`))).toBe(2)
    expect(await codeOf(table('<tr><td colspan=99999999></td><td>x'))).toBe('too-many-columns')
  }, 20_000)

  it('has at most so many rows', async () => {
    expect(await codeOf(table('<tr><td>1'.repeat(5000)), { ...defaultLimits, rows: 4000 })).toBe(
      'too-many-rows',
    )
  })

  it('opens no more than a table could need', async () => {
    expect(await codeOf(table(`<tr><td>${'<b>'.repeat(1_000_000)}`))).toBe('not-a-table')
    expect(await codeOf('<table><tr><td>'.repeat(300_000))).toBe('not-a-table')
  })

  it('has no endless tag, comment or cell', async () => {
    const long = 'a'.repeat(3_000_000)
    expect(await codeOf(`<table title="${long}`)).toBe('not-a-table')
    expect(await codeOf(`<table><!-- ${long}`)).toBe('not-a-table')
    const [row] = await rowsIn(table(`<tr><td>${long}`))
    expect(row?.cells[0]?.length).toBeLessThan(200_000)
    expect(await codeOf(table(`<tr><td>${'<i> </i>'.repeat(200_000)}x`))).toBe(1)
  })
})
