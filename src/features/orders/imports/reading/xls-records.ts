import { asRefusal, refuse } from './refusals.ts'
import type { Stream } from './xls-file.ts'

/** The records of a binary workbook that matter here; numbers and layouts as in [MS-XLS] 2.3 and 2.4. */
export const RECORD = {
  end: 0x000a,
  dateMode: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  codePage: 0x0042,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  richString: 0x00d6,
  xf: 0x00e0,
  sst: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  begin: 0x0809,
  /** As versions 5 to 8, 3 and 4 wrote it; some writers mix them. */
  formulas: [0x0006, 0x0206, 0x0406],
} as const

/**
 * Runs through the records from a position on, yielding after each piece of the stream so that the caller can hand on
 * what `on` has collected; ends when that returns true. A stream that is over before is damaged.
 */
export async function* readRecords(
  stream: Stream,
  from: number,
  on: (type: number, data: Buffer) => boolean,
): AsyncGenerator<void, void> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of stream.open(from)) {
      const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
      let at = 0
      while (at + 4 <= bytes.length) {
        const end = at + 4 + bytes.readUInt16LE(at + 2)
        if (end > bytes.length) break
        if (on(bytes.readUInt16LE(at), bytes.subarray(at + 4, end))) {
          yield
          return
        }
        at = end
      }
      rest = bytes.subarray(at)
      yield
    }
  } catch (error) {
    throw asRefusal(error)
  }
  throw refuse.damaged()
}
