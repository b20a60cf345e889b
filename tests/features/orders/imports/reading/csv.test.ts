import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitter } from '../../../../../src/features/orders/imports/reading/csv.ts'
import { csv } from '../files.ts'

const LONGEST = 1000
const split = (text: string, delimiter = ',') => splitter(delimiter, LONGEST).split(text, true)

describe('a delimited file', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['a\n\nb\n', [['a'], [''], ['b']]],
    ['"a,b",c\n', [['a,b', 'c']]],
    ['"加送小样；换成顺丰\n地址已确认",3\n', [['加送小样；换成顺丰\n地址已确认', '3']]],
    ['"a""b"\n', [['a"b']]],
    ['""\n', [['']]],
    ['', []],
  ])('%j has the rows %j', (text, rows) => {
    expect(split(text)).toEqual(rows)
  })

  it.each([
    ['="3300",x\n', [['="3300"', 'x']], 'a wrapped id without outer quotes'],
    ['"=""3300""",x\n', [['="3300"', 'x']], 'a wrapped id with outer quotes'],
    ['="衬衫,白",x\n', [['="衬衫,白"', 'x']], 'a comma in a wrapped title'],
    ['"5" 屏幕",x\n', [['5" 屏幕', 'x']], 'a bare quote in a quoted cell'],
    ['5" 屏幕,x\n', [['5" 屏幕', 'x']], 'a quote within a plain cell'],
    ['"a"\t,"b" \n', [['a', 'b']], 'blanks behind a closing quote'],
    [
      '"a,x\nb,y\n',
      [
        ['"a', 'x'],
        ['b', 'y'],
      ],
      'a quote that never closes',
    ],
    ['=,x\n', [['=', 'x']], 'a bare equals sign'],
  ])('%j gives %j (%s)', (text, rows) => {
    expect(split(text)).toEqual(rows)
  })

  it('takes a quote whose end is too far away for a character, so that it swallows no rows', () => {
    const rows = Array.from({ length: 200 }, (_, index) => `${index},示例挂钩,9.90`)
    const result = split(`x,"坏,1\n${rows.join('\n')}\n"y",2\n`)
    expect(result).toHaveLength(202)
    expect(result[0]).toEqual(['x', '"坏', '1'])
    expect(result[201]).toEqual(['y', '2'])
  })

  it('takes a far longer text for one cell where every quote in it is doubled', () => {
    const long = `<p title=""a"">${'图,\n'.repeat(900)}</p>`
    expect(split(`x,"${long}",1\n`)).toEqual([['x', long.replaceAll('""', '"'), '1']])
    expect(split(`x,"${long}5" 屏幕",1\n`).length).toBeGreaterThan(900)
    expect(split(`x,"${'图,\n'.repeat(9000)}",1\n`).length).toBeGreaterThan(9000)
  })

  it('reads well-formed text as csv-parse does', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '中', '😀', '"', ',', '\t', ';', '\n', '\r', ' ', '='),
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', '\t', ';'),
        fc.constantFrom('\r\n', '\n'),
        (rows, delimiter, lineBreak) => {
          const quoted = rows.map((row) =>
            row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
          )
          const text = quoted.join(lineBreak)
          const expected: string[][] = parse(text, { delimiter, relax_column_count: true })
          expect(split(text, delimiter)).toEqual(expected)
          expect(expected).toEqual(rows)
        },
      ),
    )
  })

  it('comes out the same however it is cut into pieces', () => {
    const hard =
      csv([
        ['="1"', 'a"b', 'x\r\ny'],
        ['', '"', '="a,b"'],
        ['末', '尾', ''],
      ]) + '"开,1\r\n="7",2\r\n'
    const text = fc
      .constant(hard)
      .chain((all) => fc.tuple(fc.constant(all), fc.array(fc.nat(all.length), { maxLength: 8 })))
    fc.assert(
      fc.property(text, ([all, cuts]) => {
        const lines = splitter(',', LONGEST)
        const ends = [...cuts, all.length].sort((a, b) => a - b)
        const rows = ends.flatMap((end, index) => lines.split(all.slice(ends[index - 1] ?? 0, end)))
        expect([...rows, ...lines.split('', true)]).toEqual(split(all))
      }),
    )
  })
})
