import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../setup/browser.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { addressOf, doorName, entries, rightsOf, whoMay } from '../setup/doors.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

let cast: Cast
let office: Office

beforeAll(async () => {
  cast = await castIn()
  office = await Office.open(testApp())
}, 120_000)
afterAll(() => office.close())

/** What isn't looked at by itself: files, pictures, the lists of imports' bad rows, and the part of a page that tells progress. */
const SAVED = /file|template|photos\/:place|bad-rows|(imports|restock-runs)\/:id\/progress/
/** What is meant for paper is as wide as paper, on a phone too. */
const PAPER = /labels|slip|pick-list|commands|evidence/

/** Every page of every noun that opens without a form being sent. */
const pages = entries.flatMap(({ noun, routes }) =>
  routes
    .map((door) => ({ name: doorName(noun, door), noun, door }))
    .filter(({ name, door }) => door.method === 'get' && !SAVED.test(name)),
)

describe('every page', () => {
  it.each(pages)(
    '$name is accessible, fits a phone and complains about nothing',
    async ({ noun, door }) => {
      const [member] = whoMay(noun, door)
      if (!member) throw new Error('nobody may open it')
      const id = door.path.includes(':id') ? await rightsOf(noun).make?.(cast) : undefined
      const { page, complaints } = await office.seat(member)
      await page.setViewportSize({ width: 1440, height: 900 })
      const address = addressOf(noun, door, id)
      const answer = await page.goto(address)
      expect(answer?.status(), `${member} ${address}`).toBeLessThan(400)
      await expectNoAxeViolations(page)
      await page.setViewportSize({ width: 360, height: 780 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await expectNoAxeViolations(page)
      if (!PAPER.test(door.path)) await expectNoSidewaysScroll(page)
      await page.emulateMedia({ colorScheme: 'light' })
      complaints.expectNone()
    },
    // Axe looks at each cell of the largest tables.
    120_000,
  )
})
