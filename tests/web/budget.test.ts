import { beforeAll, describe, expect, it } from 'vitest'
import { countStatements } from '../../src/database/statements.ts'
import { matrix } from '../matrix/matrix.ts'
import { addressOf, doorName, entries, whoMay } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'
import type { Visitor } from '../setup/web.ts'
import { budgets, homeBudgets } from './budgets.ts'

/**
 * How many statements each page sends to the database, session, person, rights and badge included. A page may cost less
 * than its budget, never more, and what it costs doesn't grow with its rows.
 */
let house: OpenHouse

beforeAll(async () => {
  house = await OpenHouse.open()
}, 60_000)

/** Enough for a statement per row to show. */
const MANY = 12

const pages = entries.flatMap(({ noun, routes }) =>
  routes.filter(({ method }) => method === 'get').map((door) => ({ name: doorName(noun, door), noun, door })),
)

/** Once a minute a session is kept alive, whatever page is asked for; it depends on the machine which one that is. */
const keepsAlive = (statement: string): boolean => statement.startsWith('UPDATE sessions SET sess')

async function cost(visitor: Visitor, address: string): Promise<string[]> {
  const { result, statements } = await countStatements(() => visitor.get(address))
  expect(result.status, address).toBeLessThan(400)
  return statements.filter((statement) => !keepsAlive(statement))
}

describe('every page', () => {
  it('has a budget, and every budget a page', () => {
    const given = Object.entries(budgets).flatMap(([noun, doors]) =>
      Object.keys(doors).map((path) => `GET /${noun}${path === '/' ? '' : path}`),
    )
    expect(given.sort()).toEqual(pages.map(({ name }) => name).sort())
  })

  it.each(pages)('$name keeps to its budget', async ({ noun, door }) => {
    const [member] = whoMay(noun, door)
    if (!member) throw new Error('nobody may open it')
    const visitor = await house.as(member)
    const address = addressOf(noun, door, await house.sample(noun))
    // Once before: templates are compiled and connections opened.
    await visitor.get(address)
    const statements = await cost(visitor, address)
    expect(
      statements.length,
      `${statements.length} statements:\n${statements.join('\n')}`,
    ).toBeLessThanOrEqual(budgets[noun.key]?.[door.path] ?? 0)
  })

  const lists = pages.filter(({ noun, door }) => door.path === '/' && matrix[noun.key]?.make)
  it.each(lists)('$name costs the same with many rows', { timeout: 60_000 }, async ({ noun, door }) => {
    const [member] = whoMay(noun, door)
    if (!member) throw new Error('nobody may open it')
    const visitor = await house.as(member)
    await house.sample(noun)
    const address = addressOf(noun, door)
    await visitor.get(address)
    const few = await cost(visitor, address)
    for (let i = 1; i < MANY; i += 1) await house.renew(noun)
    const many = await cost(visitor, address)
    expect(many.length, many.join('\n')).toBe(few.length)
  })
})

describe('工作台', () => {
  const members = [
    'owner',
    'operations-lead',
    'operations-specialist',
    'warehouse-clerk',
    'designer',
  ] as const

  it.each(Object.entries(homeBudgets))(
    '%s keeps to its budget with work of every noun',
    async (address, budget) => {
      for (const { noun } of entries) await house.sample(noun)
      for (const member of members) {
        const visitor = await house.as(member)
        await visitor.get(address)
        const statements = await cost(visitor, address)
        const said = `${member}: ${statements.length} statements:\n${statements.join('\n')}`
        expect(statements.length, said).toBeLessThanOrEqual(budget)
      }
    },
  )
})
