import { CFB } from '@e965/xlsx'

/** The part of the library used here; it ships without types for it. */
interface Ole {
  readonly utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Buffer): unknown }
  write(file: object, options: { type: 'buffer' }): Uint8Array
}
const ole = CFB as Ole

/** An OLE file with these streams: Office wraps encrypted workbooks in one. */
export function oleFile(...streams: string[]): Buffer {
  const file = ole.utils.cfb_new()
  for (const name of streams) ole.utils.cfb_add(file, name, Buffer.alloc(5000, 7))
  return Buffer.from(ole.write(file, { type: 'buffer' }))
}
