import type { Recognition } from './recognize.ts'
import type { Encoding } from './table.ts'

type Format = Pick<Recognition, 'container' | 'encoding' | 'sheet' | 'innerName'>

const ENCODINGS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  // By the name that people know it by.
  gb18030: 'GBK',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
}
const CONTAINERS: Readonly<Record<Recognition['container'], string>> = {
  text: 'CSV',
  xlsx: 'Excel',
  xls: 'Excel 97-2003',
  html: '网页表格',
}
const MEDIA_TYPES: Readonly<Record<Recognition['container'], string>> = {
  text: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  // Never as a page: a browser would run what is in it.
  html: 'application/vnd.ms-excel',
}

/** What kind of file it is, for people: `CSV（GBK）`, `Excel（export），压缩包内的“订单.xlsx”`. */
export function formatWords({ container, encoding, sheet, innerName }: Format): string {
  const detail = encoding ? ENCODINGS[encoding] : sheet
  const file = CONTAINERS[container] + (detail ? `（${detail}）` : '')
  return innerName === undefined ? file : `${file}，压缩包内的“${innerName}”`
}

/** The media type to keep the file under. */
export function mediaTypeOf({ container, innerName }: Format): string {
  return innerName === undefined ? MEDIA_TYPES[container] : 'application/zip'
}
