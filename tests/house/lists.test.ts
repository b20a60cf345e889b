import type { Cheerio, CheerioAPI } from 'cheerio'
import { load } from 'cheerio'
import type { Element } from 'domhandler'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { now } from '../../src/lib/dates.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { entries, rightsOf, whoMay } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'
import type { Visitor } from '../setup/web.ts'
import { download, tableWords } from '../setup/workbook.ts'

/**
 * What every list can do, whatever it lists. Nouns whose index is a chart or a grid of rules, not a list of records, are
 * named here.
 */
const NO_LISTS = ['people/organization', 'people/rights']

const lists = entries.flatMap(({ noun, routes }) => {
  const door = routes.find(({ method, path }) => method === 'get' && path === '/')
  return door && !NO_LISTS.includes(noun.key) ? [{ name: noun.key, noun, door }] : []
})

let house: OpenHouse

beforeAll(async () => {
  house = await OpenHouse.open()
  for (const { noun } of lists) await house.sample(noun)
  await db.notice.create({
    data: {
      recipientId: house.cast.ids.owner,
      at: now(),
      text: '请看一下',
      noun: 'people/tasks',
      subjectId: 1,
    },
  })
}, 60_000)

/** A list as somebody sees it who may, at the tab that has most rows. */
async function fullest(noun: Noun, visitor: Visitor): Promise<{ address: string; page: CheerioAPI }> {
  const index = load((await visitor.get(`/${noun.key}`)).text)
  const tabs = index('.ho-list-top [role="tab"], .ho-list-top .ho-tabs a')
    .toArray()
    .flatMap((tab) => index(tab).attr('href') ?? [])
  let best = { address: `/${noun.key}`, page: index }
  for (const address of tabs) {
    const page = load((await visitor.get(address)).text)
    if (tableWords(page).length > tableWords(best.page).length) best = { address, page }
  }
  return best
}

/** Somebody who may open the list, if possible one who sees the sample in it. */
async function visitorOf({ noun, door }: (typeof lists)[number]): Promise<Visitor> {
  const may = whoMay(noun, door)
  const member = may.find((one) => rightsOf(noun).sees.includes(one)) ?? may[0]
  if (!member) throw new Error('nobody may open it')
  return house.as(member)
}

describe('every list', () => {
  it.each(lists)('$name can be taken along as the page shows it', async (list) => {
    const visitor = await visitorOf(list)
    const { page } = await fullest(list.noun, visitor)
    const href = page('a[download]').attr('href')
    expect(href, 'offers an export').toContain('export=xlsx')
    const [heads, ...rows] = await download(visitor, href ?? '')
    const labels = page('thead th:not(.ho-col-pick)').toArray()
    expect(heads).toEqual(labels.map((head) => page(head).text().trim()).filter((label) => label !== '操作'))
    expect(rows).toEqual(tableWords(page))
  })
})

/** So many rows make more than one page. */
const MANY = 55

/** The sample of people is one of the cast; these come in addition, three of each name. */
async function hireMany(): Promise<void> {
  for (let i = 0; i < MANY; i += 1) {
    const name = `同事 ${i % 20}`
    const { id } = await db.person.create({
      data: { employeeNumber: `M${i}`, name, pinyin: name, hiredOn: now(), createdAt: now() },
    })
    await db.assignment.create({ data: { personId: id, position: 'DESIGNER', startsAt: now() } })
  }
}

/** What tells a row from all others: its record's link, or for work items, which may share one, its button. */
function keyOf(row: Cheerio<Element>): string {
  return row.find('form').attr('action') ?? row.find('td[data-label] a').first().attr('href') ?? ''
}

interface Walked {
  pages: string[][]
  /** Address of the last page. */
  end: string
}

/** The rows of a list from an address on, page by page in one direction, by what tells them apart. */
async function walk(visitor: Visitor, start: string, way: '下一页' | '上一页'): Promise<Walked> {
  const pages: string[][] = []
  let end = start
  for (let next: string | undefined = start; next !== undefined;) {
    end = next
    const page: CheerioAPI = load((await visitor.get(next)).text)
    const rows = page('main tbody tr').toArray()
    pages.push(rows.map((row) => keyOf(page(row))))
    next = page(`main a:contains("${way}")`).attr('href')
  }
  return { pages, end }
}

describe('every order that a list offers', () => {
  const sorted = [
    'people/work-items',
    'people/tasks',
    'people/staff',
    'catalog/products',
    'catalog/skus',
    'catalog/suppliers',
    'orders/orders',
    'warehouse/shipments',
    'warehouse/stock',
    'warehouse/receipts',
    'warehouse/counts',
    'warehouse/deliveries',
    'warehouse/restocks',
    'warehouse/stock-figures',
    'warehouse/returns',
    'warehouse/pickup-exceptions',
  ]

  it('stands on the lists where people expect one', async () => {
    const offering: string[] = []
    for (const list of lists) {
      const { page } = await fullest(list.noun, await visitorOf(list))
      if (page('thead .ho-sort').length > 0) offering.push(list.noun.key)
    }
    expect(offering.sort()).toEqual([...sorted].sort())
  })

  const walked = lists.filter(({ name }) => sorted.includes(name))
  it.each(walked)(
    '$name: pages through all rows exactly once, both ways',
    { timeout: 240_000 },
    async (list) => {
      const visitor = await visitorOf(list)
      if (list.name === 'people/staff') await hireMany()
      else for (let i = 0; i < MANY; i += 1) await house.renew(list.noun)
      const { page } = await fullest(list.noun, visitor)
      const links = page('thead .ho-sort').toArray()
      let known: string[] | undefined
      for (const link of links) {
        const href = page(link).attr('href') ?? ''
        const first = load((await visitor.get(href)).text)
        const head = first('th[aria-sort]')
        expect(head).toHaveLength(1)
        const up = await walk(visitor, href, '下一页')
        expect(up.pages.length, `${href} has pages`).toBeGreaterThan(1)
        const rows = up.pages.flat()
        expect(new Set(rows).size, href).toBe(rows.length)
        expect([...rows].sort(), href).toEqual((known ??= [...rows].sort()))
        const back = await walk(visitor, up.end, '上一页')
        expect(back.pages.reverse().flat(), `${href} backwards`).toEqual(rows)
        const down = await walk(visitor, head.find('.ho-sort').attr('href') ?? '', '下一页')
        expect(down.pages.flat(), `${href} the other way round`).toEqual([...rows].reverse())
      }
    },
  )
})
