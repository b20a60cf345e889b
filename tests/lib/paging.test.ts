import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at } from '../../src/lib/dates.ts'
import {
  type Cursor,
  type Page,
  boundedCount,
  pageOf,
  readCursor,
  writeCursor,
} from '../../src/lib/paging.ts'

interface Row {
  due: number | null
  id: number
}
const kinds = ['number?', 'number'] as const
const keyOf = (row: Row) => [row.due, row.id] as const

/** What the SQL of a list does. */
function query(all: readonly Row[], size: number, text: unknown): Page<Row> {
  const cursor = readCursor(text, kinds)
  const sorted = [...all].sort(order)
  const from = cursor && { due: cursor.key[0], id: cursor.key[1] }
  const rest =
    cursor?.direction === 'before'
      ? sorted.filter((row) => from && order(row, from) < 0).reverse()
      : sorted.filter((row) => !from || order(row, from) > 0)
  return pageOf(rest.slice(0, size + 1), size, keyOf, cursor)
}

/** By due with nulls last, then by id, as `ORDER BY due, id` does. */
function order(a: Row, b: Row): number {
  if (a.due === b.due) return a.id - b.id
  return a.due === null ? 1 : b.due === null ? -1 : a.due - b.due
}

const list = fc.uniqueArray(
  fc.record({ due: fc.option(fc.integer({ min: 0, max: 5 })), id: fc.integer({ min: 1, max: 1000 }) }),
  { selector: (row) => row.id, maxLength: 40 },
)
const pageSize = fc.integer({ min: 1, max: 9 })

/** All pages from the first on, by `next`. */
function leaf(all: readonly Row[], size: number): Page<Row>[] {
  const pages = [query(all, size, undefined)]
  for (let page = pages[0]; page?.next;) {
    page = query(all, size, page.next)
    pages.push(page)
  }
  return pages
}

describe('leafing through a list', () => {
  it('forward shows every row once, in order, in full pages', () => {
    fc.assert(
      fc.property(list, pageSize, (all, size) => {
        const pages = leaf(all, size)
        expect(pages.flatMap((page) => page.rows)).toEqual([...all].sort(order))
        for (const page of pages.slice(0, -1)) expect(page.rows).toHaveLength(size)
        expect(pages.at(-1)?.next).toBeUndefined()
        expect(pages[0]?.previous).toBeUndefined()
      }),
    )
  })

  it('back shows the same pages again', () => {
    fc.assert(
      fc.property(list, pageSize, (all, size) => {
        const pages = leaf(all, size)
        for (let index = pages.length - 1; index > 0; index -= 1) {
          const back = query(all, size, pages[index]?.previous)
          expect(back.rows).toEqual(pages[index - 1]?.rows)
          expect(back.previous === undefined).toBe(index === 1)
          expect(query(all, size, back.next).rows).toEqual(pages[index]?.rows)
        }
      }),
    )
  })

  it('neither repeats nor skips a row when others come and go meanwhile', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((id) => ({ due: 1, id }))
    const first = query(rows, 2, undefined)
    const changed = [{ due: 0, id: 9 }, ...rows.filter((row) => row.id !== 1)]
    expect(query(changed, 2, first.next).rows.map((row) => row.id)).toEqual([3, 4])
  })

  it('beyond the end finds an empty page without cursors', () => {
    const cursor = writeCursor({ direction: 'after', key: [9, 9] })
    expect(query([{ due: 1, id: 1 }], 2, cursor)).toEqual({ rows: [] })
  })
})

describe('a cursor', () => {
  const moments = fc
    .date({ noInvalidDate: true, min: at(0), max: at(4e12) })
    .map((date) => at(date.getTime()))
  const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'))

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('after' as const, 'before' as const),
        fc.tuple(moments, fc.option(text), fc.option(moments), fc.integer()),
        (direction, key) => {
          const cursor: Cursor = { direction, key }
          expect(readCursor(writeCursor(cursor), ['moment', 'text?', 'moment?', 'number'])).toEqual(cursor)
        },
      ),
    )
  })

  it('is fit for a URL', () => {
    expect(writeCursor({ direction: 'after', key: ['é字🧧?>~', null, 7] })).toMatch(/^[\w-]+$/)
  })

  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['repeated in the URL', ['a', 'b']],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', encode({ key: 1 })],
    ['of another direction', encode(['around', '2026-11-23T00:00:00.000Z', 7])],
    ['too short', encode(['after', '2026-11-23T00:00:00.000Z'])],
    ['too long', encode(['after', '2026-11-23T00:00:00.000Z', 7, 8])],
    ['null where nothing may be null', encode(['after', null, 7])],
    ['text for a number', encode(['after', '2026-11-23T00:00:00.000Z', '7'])],
    [
      'a number that no integer of the database can be',
      encode(['after', '2026-11-23T00:00:00.000Z', 2 ** 31]),
    ],
    ['a fraction for a number', encode(['after', '2026-11-23T00:00:00.000Z', 7.5])],
    ['a number for a moment', encode(['after', 7, 7])],
    ['a moment that does not exist', encode(['after', '2026-02-30T00:00:00.000Z', 7])],
    ['of an object', encode(['after', { not: 'a date' }, 7])],
  ])('that is broken means the first page: %s', (_why, broken) => {
    expect(readCursor(broken, ['moment', 'number'])).toBeNull()
  })

  it('with NUL in its text, which PostgreSQL refuses, means the first page', () => {
    expect(readCursor(encode(['after', 'a\0b']), ['text'])).toBeNull()
  })

  it('never fails, whatever the URL holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(encode), fc.base64String()), (anything) => {
        readCursor(anything, ['text', 'number'])
      }),
    )
  })
})

describe('bounded counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1001, '1,000+'],
    [5000, '1,000+'],
  ])('%i is shown as %s', (count, text) => {
    expect(boundedCount(count)).toBe(text)
  })

  it('have the limit they are given', () => {
    expect(boundedCount(101, 100)).toBe('100+')
    expect(boundedCount(12_345_678, 99_999_999)).toBe('12,345,678')
  })
})
