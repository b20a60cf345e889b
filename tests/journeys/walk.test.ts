import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { departments } from '../../src/house/departments.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../setup/browser.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'
import { matrix } from '../matrix/matrix.ts'

let cast: Cast
let office: Office

beforeAll(async () => {
  cast = await castIn()
  office = await Office.open(testApp())
}, 120_000)
afterAll(() => office.close())

/** Every page of every noun that opens without a form being sent, and somebody who may open it. */
const pages = departments.flatMap(({ entries }) =>
  entries.flatMap(({ noun, routes }) =>
    routes
      .filter(
        ({ method, path }) =>
          method === 'get' &&
          !/:(?!id)/.test(path) &&
          !/print|labels|export|file|card|slip|bad-rows/.test(path),
      )
      .map(({ path, deed }) => ({ noun, path, deed })),
  ),
)

function someone(key: string, deed: string): Member | undefined {
  const rights = matrix[key]
  if (deed === 'see') return rights?.sees[0]
  return rights?.may[deed]?.find(
    (member) =>
      !rights.make || rights.sees.length === 0 || rights.sees.includes(member) || member === 'owner',
  )
}

describe('every page', () => {
  it.each(pages.map((page) => [`/${page.noun.key}${page.path === '/' ? '' : page.path}`, page] as const))(
    '%s is accessible, fits a phone and complains about nothing',
    async (address, { noun, deed }) => {
      const member = someone(noun.key, deed)
      if (!member) return
      const rights = matrix[noun.key]
      const id = address.includes(':id') && rights?.make ? await rights.make(cast) : 0
      const { page, complaints } = await office.seat(member)
      await page.setViewportSize({ width: 1440, height: 900 })
      const answer = await page.goto(address.replace(':id', String(id)))
      expect(answer?.status(), `${member} ${address}`).toBeLessThan(400)
      await expectNoAxeViolations(page)
      await page.setViewportSize({ width: 360, height: 780 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await expectNoAxeViolations(page)
      await expectNoSidewaysScroll(page)
      await page.emulateMedia({ colorScheme: 'light' })
      complaints.expectNone()
    },
    60_000,
  )
})
