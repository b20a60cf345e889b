import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inject } from 'vitest'
import { csv as text, sheetXml, utf16, workbook } from '../../orders/imports/files.ts'
import { fileOf, headingsOf } from '../../orders/imports/kinds/layouts.ts'
import { csv } from '../../orders/files.ts'

/** A row of a product file by its headings. */
type Cells = Readonly<Record<string, string>>
interface File {
  readonly name: string
  readonly path: string
}

/** Writes a file under a name that tells when it was exported. */
export async function written(name: string, content: string | Buffer): Promise<File> {
  const file = path.join(inject('server').folder, randomBytes(8).toString('hex'))
  await writeFile(file, content)
  return { name, path: file }
}

/** A file of 淘宝助理: UTF-16 with tabs, a line of English names above the Chinese ones. */
export function helperFile(name: string, rows: readonly Cells[], version = true): Promise<File> {
  const lines = [
    ...(version ? [['version 1.00']] : []),
    [...headingsOf('product.taobao_zhuli_en')],
    ...fileOf(headingsOf('product.taobao_zhuli_cn'), ...rows),
  ]
  return written(name, utf16(`\uFEFF${text(lines, '\t')}`))
}

/** The batch file of 千牛, a row per SKU. */
export function batchFile(name: string, rows: readonly Cells[]): Promise<File> {
  const sheets = {
    发布模板: sheetXml([
      ['填写说明：请勿修改商品Id和SKUID'],
      ['必填', '', '', '必填'],
      ...fileOf(headingsOf('product.qianniu_batch_core'), ...rows),
    ]),
    类目: sheetXml([['类目Id', '类目名称']]),
  }
  return written(name, workbook({ sheets }))
}

/** The list of 商家中心, a row per SKU. */
export const listFile = (name: string, rows: readonly Cells[]): Promise<File> => csv(name, rows)

/** An item of 淘宝助理. */
export const box: Cells = {
  宝贝名称: '示例收纳盒 大号',
  宝贝价格: '49.80',
  宝贝数量: '200',
  放入仓库: '1',
  宝贝描述: '<p>示例 "说明"</p>\n<img src="a,b.jpg">\t',
  销售属性组合: '49.80:100:BOX-01-BK:1627207:28341;20509:28383;52:90:BOX-01-WH:20509:28383;1627207:28320;',
  商家编码: 'BOX-01',
  数字ID: '800000000001',
}

/** One of its SKUs in the batch file. */
export const black: Cells = {
  商品Id: '800000000001',
  类目名称: '收纳盒',
  商品标题: '示例收纳盒 大号',
  商家编码: 'BOX-01',
  销售属性: '颜色分类:黑色;尺码:L',
  属性对: '1627207:28341;20509:28383',
  SKUID: '5000000000001',
  '价格(元)': '49.80',
  数量: '100',
  商家编码__2: 'BOX-01-BK',
}
export const white: Cells = {
  ...black,
  销售属性: '颜色分类:白色;尺码:L',
  属性对: '1627207:28320;20509:28383',
  SKUID: '5000000000002',
  '价格(元)': '52.00',
  数量: '90',
  商家编码__2: 'BOX-01-WH',
}
