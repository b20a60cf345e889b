import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { now } from '../../src/lib/dates.ts'
import { addressOf, doorName, entries, rightsOf, whoMay } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'

let house: OpenHouse

beforeAll(async () => {
  house = await OpenHouse.open()
}, 60_000)

/** A calendar's year and a code that nothing is known of have no history of their own. */
const WITHOUT = ['people/holidays', 'orders/unmatched']

/** Every record's own page. */
const pages = entries.flatMap(({ noun, routes }) =>
  routes
    .filter(({ method, path }) => method === 'get' && path === '/:id' && rightsOf(noun).make)
    .filter(() => !WITHOUT.includes(noun.key))
    .map((door) => ({ name: doorName(noun, door), noun, door })),
)
const MANY = 120

describe('the history of a record', () => {
  it.each(pages)('$name goes on to its first entry', async ({ noun, door }) => {
    const [member] = whoMay(noun, door)
    if (!member) throw new Error('nobody may open it')
    const visitor = await house.as(member)
    const subjectId = (await house.sample(noun)) ?? 0
    const entry = { at: now(), noun: noun.key, subjectId, deed: 'edit', systemName: 'test' }
    await db.historyEntry.createMany({
      data: Array.from({ length: MANY }, (_, i) => ({ ...entry, remark: `第 ${i + 1} 次` })),
    })
    const address = addressOf(noun, door, subjectId)
    const seen: string[] = []
    let at: string | undefined = address
    for (let turns = 0; at !== undefined && turns < 4; turns += 1) {
      const answer = await visitor.get(at)
      expect(answer.status, at).toBe(200)
      const page = load(answer.text)
      seen.push(
        ...page('.ho-timeline .ho-remark')
          .toArray()
          .map((one) => page(one).text()),
      )
      const more = page('.ho-more').attr('href')
      at = more === undefined ? undefined : new URL(more, `http://house${address}`).href.slice(12)
    }
    const own = seen.filter((remark) => /^第 \d+ 次$/.test(remark))
    expect(own).toEqual(Array.from({ length: MANY }, (_, i) => `第 ${MANY - i} 次`))
  })

  it('begins anew where an address says nothing that it could go on from', async () => {
    const [first] = pages
    if (!first) throw new Error('no record has a page')
    const visitor = await house.as(whoMay(first.noun, first.door)[0] ?? 'owner')
    const address = addressOf(first.noun, first.door, await house.sample(first.noun))
    const newest = load((await visitor.get(address)).text)('.ho-timeline').text()
    for (const before of ['', '0', '-1', 'x', '9'.repeat(30)]) {
      const page = load((await visitor.get(`${address}?before=${before}`)).text)
      expect(page('.ho-timeline').text(), before).toBe(newest)
    }
  })
})

describe('a change in a record’s history', () => {
  it('shows what was only where something was, and says when nothing is left', async () => {
    const [entry] = entries.filter(({ noun }) => noun.key === 'warehouse/locations')
    if (!entry) throw new Error('no such noun')
    const subjectId = (await house.sample(entry.noun)) ?? 0
    await db.historyEntry.create({
      data: {
        at: now(),
        noun: entry.noun.key,
        subjectId,
        deed: 'edit',
        systemName: 'test',
        changes: { zone: [null, 'C'], goodsClass: ['杯具', null], code: ['A-1', 'A-2'] },
      },
    })
    const page = load((await (await house.as('operations-lead')).get(`/${entry.noun.key}/${subjectId}`)).text)
    const told = page('.ho-timeline li').first().find('dd').toArray()
    expect(told.map((change) => [page(change).find('del').text(), page(change).text()])).toEqual([
      ['原来：A-1', '原来：A-1现在：A-2'],
      ['', '现在：C'],
      ['原来：杯具', '原来：杯具空'],
    ])
  })
})
