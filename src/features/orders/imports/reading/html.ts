import { decoded, encodingOf } from './encoding.ts'
import { htmlRows } from './html-rows.ts'
import type { Limits } from './limits.ts'
import { HEAD_BYTES, type Source, readRange } from './source.ts'
import type { Table } from './table.ts'

const CHINESE = /<meta[^>]{0,200}charset\s*=\s*["']?\s*(gbk|gb2312|gb18030|x-gbk|cp936)\b/i

/** Opens an HTML page with tables in it: what many web shops call `.xls`. */
export async function openHtml(source: Source, limits: Limits): Promise<Table> {
  const head = await readRange(source, 0, HEAD_BYTES)
  const encoding = await encodingOf(source, CHINESE.test(head.toString('latin1')))
  const batches = () => htmlRows(decoded(source, encoding), limits)
  return { container: 'html', encoding, sheets: [{ name: null, delimiter: null, batches }] }
}
