import { load } from 'cheerio'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Door } from '../../src/web/routing.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { addressOf, doorName, entries, rightsOf, whoMay } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'
import type { Look } from '../setup/watch.ts'
import { Watch, effect } from '../setup/watch.ts'
import { ids, queries } from './values.ts'

/** Addresses that nobody is led to: records that can't be, and lists asked for nonsense. */
let house: OpenHouse
let watch: Watch
let before: Look

beforeAll(async () => {
  house = await OpenHouse.open()
  watch = await Watch.begin()
}, 60_000)

afterAll(() => watch.end())

const withParts = entries.flatMap(({ noun, routes }) =>
  routes.filter(({ path }) => path.includes(':')).map((door) => ({ name: doorName(noun, door), noun, door })),
)

describe('what is not there', () => {
  it.each(withParts)('is not found at $name', async ({ noun, door }) => {
    const [member] = whoMay(noun, door)
    if (!member) return
    const visitor = await house.as(member)
    const id = await house.sample(noun)
    before = await watch.look()
    for (const [part, value] of partsOf(noun, door)) {
      // All doors of a kind read the id alike; those that write are asked with a few.
      for (const hostile of door.method === 'get' ? ids : ids.slice(0, 4)) {
        const address = addressWith(noun, door, {
          ...Object.fromEntries(partsOf(noun, door, id)),
          [part]: hostile,
        })
        const answer = door.method === 'get' ? await visitor.get(address) : await visitor.post(address)
        expect([400, 404], `${address} instead of ${value}: ${answer.status}`).toContain(answer.status)
      }
    }
    expect(effect(before, await watch.look())).toEqual([])
  })
})

const lists = entries.flatMap(({ noun, routes }) =>
  routes
    .filter(({ method, path }) => method === 'get' && !path.includes(':'))
    .map((door) => ({ name: doorName(noun, door), noun, door })),
)

describe('what is asked in an address', () => {
  it.each(lists)('is answered or ignored at $name', async ({ noun, door }) => {
    const [member] = whoMay(noun, door)
    if (!member) return
    const visitor = await house.as(member)
    const address = addressOf(noun, door)
    const names = parametersOn((await visitor.get(address)).text ?? '', address)
    before = await watch.look()
    for (const query of queries) {
      for (const asked of together(names.map((name) => `${name}=${query}`))) {
        expectAnswered(await visitor.get(`${address}?${asked}`), `${address}?${asked}`)
      }
    }
    for (const name of names) {
      for (const query of queries.slice(0, 2)) {
        expectAnswered(await visitor.get(`${address}?${name}=${query}`), `${address}?${name}=${query}`)
      }
      const repeated = `${address}?${name}=a&${name}=b&${name}[]=c&${name}[__proto__]=d`
      expectAnswered(await visitor.get(repeated), repeated)
    }
    expect(effect(before, await watch.look())).toEqual([])
  })
})

/** The parts of a door's path with the values that lead somewhere. */
function partsOf(noun: Noun, { path }: Door, id = 0): [name: string, value: string][] {
  const known: Record<string, string> = { ...rightsOf(noun).doors, ':id': String(id) }
  const [move = 'move'] = Object.keys(noun.workflow?.moves ?? {})
  return [...path.matchAll(/:\w+/g)].map(([name]) => [name, known[name] ?? (name === ':move' ? move : '1')])
}

function addressWith(noun: Noun, { path }: Door, parts: Readonly<Record<string, string>>): string {
  return `/${noun.key}${path.replaceAll(/:\w+/g, (name) => parts[name] ?? name)}`
}

/** What a list can be asked by: its filters and what its own links say, and paging and columns in any case. */
function parametersOn(html: string, address: string): string[] {
  const $ = load(html)
  const filters = $('form[method="get"] [name]').toArray()
  const links = $(`a[href^="${address}?"]`).toArray()
  const linked = links.flatMap((link) => [...new URLSearchParams($(link).attr('href')?.split('?')[1]).keys()])
  return [...new Set(['page', 'columns', ...filters.map((field) => $(field).attr('name') ?? ''), ...linked])]
}

/** As many at once as an address may be long: Node refuses 16 KiB and more before we see it. */
function together(pairs: readonly string[]): string[] {
  return pairs.reduce<string[]>((addresses, pair) => {
    const last = addresses.at(-1)
    if (last === undefined || last.length + pair.length > 12_000) return [...addresses, pair]
    return [...addresses.slice(0, -1), `${last}&${pair}`]
  }, [])
}

function expectAnswered(answer: Response, address: string): void {
  const asked = `${address.slice(0, 120)}: ${answer.status}`
  expect([200, 400, 404, 422], asked).toContain(answer.status)
  expect(answer.text ?? '', asked).not.toMatch(/<script>hostile/)
}
