import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'

/** Reads the text at a position of a record; its length stands before it, in so many bytes. */
export type TextReader = (data: Buffer, at: number, lengthBytes: 1 | 2) => string

/** Flags of a text: its characters have two bytes, readings are behind it, formats are behind it. */
const WIDE = 1
const READINGS = 4
const FORMATS = 8

/** Texts since version 8: UTF-16, or Latin-1 where that is enough. */
export const unicodeText: TextReader = (data, at, lengthBytes) => {
  const length = lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at)
  const start = at + lengthBytes + 1
  if ((data.readUInt8(start - 1) & WIDE) === 0) return within(data, start, length).toString('latin1')
  return within(data, start, length * 2).toString('utf16le')
}

/** Code pages of East Asia that aren't Chinese as written on the mainland. */
const OTHER_PAGES: Readonly<Record<number, string>> = { 932: 'shift_jis', 949: 'euc-kr', 950: 'big5' }

/**
 * Texts up to version 7, in the code page that the workbook names. Anything but its neighbours' is read as GB18030:
 * writers that put GBK into a workbook often leave the western code page in it that their library wrote.
 */
export function codePageText(page: number): TextReader {
  const decoder = new TextDecoder(OTHER_PAGES[page] ?? 'gb18030')
  return (data, at, lengthBytes) => {
    const length = lengthBytes === 1 ? data.readUInt8(at) : data.readUInt16LE(at)
    return decoder.decode(within(data, at + lengthBytes, length))
  }
}

function within(data: Buffer, start: number, length: number): Buffer {
  if (start + length > data.length) throw refuse.damaged()
  return data.subarray(start, start + length)
}

/**
 * The shared strings from the record that holds them and those that continue it. They have to be in memory while
 * sheets are read, so their total is bounded.
 */
export function sharedStrings(records: readonly Buffer[], limits: Limits): string[] {
  const input = joined(records)
  input.skip(4)
  const count = input.number(4)
  const strings: string[] = []
  let total = 0
  while (strings.length < count) {
    const text = nextText(input)
    total += text.length + 1
    if (total > limits.sharedCharacters) throw refuse.bomb()
    strings.push(text)
  }
  return strings
}

/** A text that may go on in further records, such as a formula's result. */
export function longText(records: readonly Buffer[]): string {
  return nextText(joined(records))
}

function nextText(input: Joined): string {
  const length = input.number(2)
  const flags = input.number(1)
  const formats = flags & FORMATS ? input.number(2) : 0
  const readings = flags & READINGS ? input.number(4) : 0
  const text = input.characters(length, (flags & WIDE) !== 0)
  input.skip(formats * 4 + readings)
  return text
}

/** Bytes of several records as if they were one. */
interface Joined {
  number(bytes: 1 | 2 | 4): number
  skip(bytes: number): void
  characters(count: number, wide: boolean): string
}

function joined(records: readonly Buffer[]): Joined {
  let index = 0
  let at = 0
  /** The record that goes on at `at`: the next one where one is over. */
  const current = (): Buffer => {
    while (at >= (records[index]?.length ?? 0)) {
      index += 1
      at = 0
      if (index >= records.length) throw refuse.damaged()
    }
    return records[index]!
  }
  return {
    number(bytes) {
      let value = 0
      for (let place = 0; place < bytes; place++) value += current().readUInt8(at++) * 2 ** (8 * place)
      return value
    },
    skip(bytes) {
      for (let rest = bytes; rest > 0;) {
        const step = Math.min(rest, current().length - at)
        at += step
        rest -= step
      }
    },
    characters(count, wide) {
      let text = ''
      let size = wide ? 2 : 1
      for (let rest = count; rest > 0;) {
        // Characters that go on in a further record have their width told again.
        if (at >= records[index]!.length) size = current().readUInt8(at++) & WIDE ? 2 : 1
        const record = records[index]!
        const step = Math.min(rest, Math.floor((record.length - at) / size))
        if (step === 0 && at < record.length) throw refuse.damaged()
        text += record.toString(size === 2 ? 'utf16le' : 'latin1', at, at + step * size)
        at += step * size
        rest -= step
      }
      return text
    },
  }
}
