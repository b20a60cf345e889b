import { CFB } from '@e965/xlsx'

/** The part of the library used here; it ships without types for it. */
interface Ole {
  readonly utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Buffer): unknown }
  write(file: object, options: { type: 'buffer' }): Uint8Array
}
const ole = CFB as Ole

/** An OLE file with these streams. */
export function oleOf(streams: Readonly<Record<string, Buffer>>): Buffer {
  const file = ole.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) ole.utils.cfb_add(file, name, content)
  return Buffer.from(ole.write(file, { type: 'buffer' }))
}

/** An OLE file with streams of these names: Office wraps encrypted workbooks in one. */
export const oleFile = (...names: string[]): Buffer =>
  oleOf(Object.fromEntries(names.map((name) => [name, Buffer.alloc(5000, 7)])))
