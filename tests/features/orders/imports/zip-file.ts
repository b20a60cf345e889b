import { crc32, deflateRawSync } from 'node:zlib'

export interface Part {
  readonly name: string
  /** The name in any encoding, without saying which. */
  readonly nameBytes?: Buffer
  readonly content: string | Buffer
  /** Says this inflated size instead of the true one. */
  readonly declared?: number
  readonly encrypted?: boolean
  /** Says this compression instead of the true one. */
  readonly method?: number
  /** Fields beside the name. */
  readonly extra?: Buffer
}

/** A ZIP file of these parts. Written by hand because no library writes wrong ones. */
export function zipFile(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const content = Buffer.from(part.content)
    const packed = deflateRawSync(content)
    const name = part.nameBytes ?? Buffer.from(part.name)
    const extra = part.extra ?? Buffer.alloc(0)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE((part.encrypted ? 1 : 0) | (part.nameBytes ? 0 : 0x800), 2)
    fields.writeUInt16LE(part.method ?? 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(part.declared ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    fields.writeUInt16LE(extra.length, 24)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, extra, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, name, extra]))
    locals.push(local)
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, listing, Buffer.from('PK\x05\x06'), end])
}
