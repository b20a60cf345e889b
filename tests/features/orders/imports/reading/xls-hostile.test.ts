import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { Refused } from '../../../../../src/features/orders/imports/reading/refusals.ts'
import { openTable } from '../../../../../src/features/orders/imports/reading/open.ts'
import { orderList, sheetsOf, sourceOf } from '../files.ts'
import { oleOf } from '../ole-file.ts'
import { END, begin, label, record, u16, u32, workbookStream, xls, xlsOf } from '../xls-file.ts'

/** The code of the refusal, or the rows of the first sheet. */
async function outcome(content: Buffer, limits = defaultLimits): Promise<string | string[][]> {
  try {
    const [rows = []] = Object.values(await sheetsOf(content, limits))
    return rows.map((row) => [...row.cells])
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

const many = Array.from({ length: 800 }, (_, index) => ({ 订单编号: `46100000000000${1000 + index}` }))
const whole = xls({ export: orderList(...many) }, { shared: true })
const sectorOf = (content: Buffer, number: number) => (number + 1) * 512

describe('a binary workbook that is broken or means harm', () => {
  it('is never read as if it had fewer rows, wherever it was cut', async () => {
    const full = await outcome(whole)
    expect(full).toHaveLength(801)
    for (let part = 1; part < 40; part++) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 40))
      expect([part, await outcome(cut)]).toEqual([part, 'damaged'])
    }
    expect(await outcome(whole.subarray(0, whole.length - 1))).toSatisfy(
      (result: unknown) => result === 'damaged' || (Array.isArray(result) && result.length === 801),
    )
  })

  it('ends although its sectors follow each other in a circle', async () => {
    const content = Buffer.from(whole)
    const table = sectorOf(content, content.readUInt32LE(76))
    for (let at = table; at < table + 512; at += 4) content.writeUInt32LE(0, at)
    expect(await outcome(content)).toBe('damaged')
    const further = Buffer.from(whole)
    further.writeUInt32LE(5, 68)
    further.writeUInt32LE(5, sectorOf(further, 5) + 508)
    expect(await outcome(further)).toBe('damaged')
    const directory = Buffer.from(whole)
    const root = sectorOf(directory, directory.readUInt32LE(48))
    for (let entry = root; entry < root + 512; entry += 128) directory.writeUInt32LE(1, entry + 68)
    expect(await outcome(directory)).toHaveLength(801)
  })

  it('is refused or read, but never anything else, whichever bytes are wrong', async () => {
    const small = xls({ export: orderList({}, { 订单编号: '461000000000001002' }) }, { shared: true })
    const wrong = fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(wrong, async (bytes) => {
        const content = Buffer.from(small)
        for (const [at, byte] of bytes) content[at] = byte
        await outcome(content)
      }),
      { numRuns: 60 },
    )
  }, 20_000)

  it('is refused when records end too soon', async () => {
    const cell = label(0, 0, '订单编号')
    expect(await outcome(xlsOf({ sheet: [record(0x0204, u16(0, 0, 0, 99), Buffer.of(1))] }))).toBe('damaged')
    expect(await outcome(xlsOf({ sheet: [record(0x0203, u16(0))] }))).toBe('damaged')
    expect(await outcome(xlsOf({ globals: [record(0xfc, u32(9, 9))], sheet: [cell] }))).toBe('damaged')
    const stream = workbookStream({ sheet: [cell] })
    const open = Buffer.concat([stream.subarray(0, -END.length), Buffer.alloc(5000)])
    expect(await outcome(oleOf({ Workbook: open }))).toBe('damaged')
    expect(await outcome(oleOf({ Workbook: Buffer.alloc(9000) }))).toBe('not-a-table')
  })

  it('is known as one with a password', async () => {
    expect(await outcome(xlsOf({ globals: [record(0x2f, u16(1, 1, 1))], sheet: [] }))).toBe('password')
  })

  it('is refused when it is wider or longer than a table may be', async () => {
    expect(await outcome(xlsOf({ sheet: [label(0, 40_000, 'x')] }))).toBe('too-many-columns')
    expect(await outcome(xlsOf({ sheet: [label(0, 40_000, '')] }))).toEqual([])
    expect(await outcome(whole, { ...defaultLimits, rows: 700 })).toBe('too-many-rows')
  })

  it('is a bomb when its shared strings are too many, or more are claimed than there are', async () => {
    expect(await outcome(whole, { ...defaultLimits, sharedCharacters: 5000 })).toBe('bomb')
    const claims = record(0xfc, u32(0xffffffff, 0xffffffff), u16(1), Buffer.from('\0a'))
    expect(await outcome(xlsOf({ globals: [claims], sheet: [] }))).toBe('damaged')
  })

  it('gives no more sheets than are looked at', async () => {
    const entry = record(0x85, u32(0), Buffer.of(0, 0), Buffer.from('\x01\0a'))
    const stream = Buffer.concat([begin('book'), ...Array.from({ length: 5000 }, () => entry), END])
    const { sheets } = await openTable(sourceOf(oleOf({ Workbook: stream })), defaultLimits)
    expect(sheets).toHaveLength(defaultLimits.sheets)
  })

  it('must be in order when it is too large to be put in order', async () => {
    const long = Array.from({ length: 2000 }, (_, index) => label(index + 1, 0, '长'.repeat(2100)))
    expect(await outcome(xlsOf({ sheet: [label(0, 0, 'a'), ...long] }))).toHaveLength(2001)
    expect(await outcome(xlsOf({ sheet: [...long, label(0, 0, 'a')] }))).toBe('damaged')
  }, 20_000)
})
