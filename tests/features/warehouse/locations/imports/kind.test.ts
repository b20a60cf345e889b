import { describe, expect, it } from 'vitest'
import { locationFile } from '../../../../../src/features/warehouse/locations/imports/kind.ts'
import { csv, recognized, rowsOf, sourceOf } from '../../../orders/imports/files.ts'

const read = (rows: readonly (readonly string[])[]) => rowsOf(sourceOf(csv(rows), '库位.csv'), locationFile)
const HEADINGS = ['库位编码', '库区', '用途', '存放货品']

describe('a sheet of locations', () => {
  it('is read as the form would take it: codes in capitals, uses in the words of the page', async () => {
    const [shelf, apart] = await read([
      HEADINGS,
      ['ａ-01-01', 'A 区', '', '羽绒服'],
      ['GL-01', '隔离区', '隔离', ''],
    ])
    expect(shelf?.good).toMatchObject({ code: 'A-01-01', zone: 'A 区', goodsClass: '羽绒服' })
    expect(shelf?.good?.use).toBeUndefined()
    expect(apart?.good).toMatchObject({ code: 'GL-01', use: 'QUARANTINE' })
  })

  it('is understood with the words of other systems', async () => {
    const [row] = await read([
      ['货位编码', '库区名称', '品类'],
      ['b02', 'B', '杯子'],
    ])
    expect(row?.good).toMatchObject({ code: 'B02', zone: 'B', goodsClass: '杯子' })
  })

  it('is what our own list exports', async () => {
    const list = ['库位编码', '库区', '用途', '存放货品', 'SKU', '现有']
    expect(await recognized(sourceOf(csv([list, ['A-01', 'A', '存储', '', '2', '15']])))).toMatchObject({
      kind: 'LOCATIONS',
      columns: { unknown: [] },
    })
  })

  it.each([
    [['A 01/2', 'A 区', '', ''], '库位编码', '库位编码只能是字母、数字和短横线，例如 A-01-02'],
    [['A'.repeat(31), 'A 区', '', ''], '库位编码', '库位编码不能超过 30 个字'],
    [['A-01', '', '', ''], '库区', expect.any(String)],
    [['A-01', '区'.repeat(31), '', ''], '库区', '库区不能超过 30 个字'],
    [['A-01', 'A 区', '货架', ''], '用途', '用途要写存储、隔离、打包待发中的一个'],
    [['A-01', 'A 区', '', '货'.repeat(61)], '存放货品', '存放货品不能超过 60 个字'],
  ])('refuses %j at its column', async (cells, column, reason) => {
    const [row] = await read([HEADINGS, cells])
    expect(row?.bad).toEqual([expect.objectContaining({ column, reason })])
  })

  it('takes a location once only', async () => {
    const [, twice] = await read([HEADINGS, ['A-01', 'A', '', ''], ['a-01', 'B', '', '']])
    expect(twice?.bad?.[0]?.reason).toBe('库位编码与第 2 行重复')
  })
})
