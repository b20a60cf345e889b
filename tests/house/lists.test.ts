import type { CheerioAPI } from 'cheerio'
import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { now } from '../../src/lib/dates.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { entries, whoMay } from '../setup/doors.ts'
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

async function visitorOf({ noun, door }: (typeof lists)[number]): Promise<Visitor> {
  const [member] = whoMay(noun, door)
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
