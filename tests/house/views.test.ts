import { readdirSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Templates } from '../../src/web/views.ts'
import { TEMPLATES } from '../../src/web/views.ts'
import { addressOf, doorName, entries, whoMay } from '../setup/doors.ts'
import { SCREENS } from '../../src/features/warehouse/terminal/hand.ts'
import { floor, onTable, want } from '../features/warehouse/terminal/floor.ts'
import { PASSWORD } from '../setup/cast.ts'
import { freshDatabase } from '../setup/database.ts'
import { OpenHouse } from '../setup/open-house.ts'
import { Gun, terminal } from '../setup/terminal.ts'
import { SETUP_TOKEN, Visitor, testApp } from '../setup/web.ts'

/** Views are strict: one that prints what isn't there fails. So each must be printed once by what really fills it. */
const folder = path.resolve(import.meta.dirname, '../../views')
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ejs'))
  .map((file) => file.slice(0, -'.ejs'.length).replaceAll('\\', '/'))

const needed = new Set<string>()
let house: OpenHouse

beforeAll(async () => {
  const empty = testApp()
  const first = new Visitor(empty)
  const { text } = await first.get(`/setup?token=${SETUP_TOKEN}`)
  const $ = load(text)
  const form = Object.fromEntries(
    ['_csrf', '_token'].map((name) => [
      name,
      $(`form[action="/setup/demo"] [name="${name}"]`).attr('value') ?? '',
    ]),
  )
  const signIns = await first.agent
    .post('/setup/demo')
    .type('form')
    .send({ ...form, setupToken: SETUP_TOKEN })
  expect(signIns.status).toBe(200)
  collect(empty)
  await openTerminal()
  await freshDatabase()
  house = await OpenHouse.open()
}, 60_000)

/** The terminal's screens: closed to strangers, before and after signing in, with a parcel on the table. */
async function openTerminal(): Promise<void> {
  const place = await floor()
  await new Visitor(place.app).get('/warehouse/terminal')
  await new Gun(place.app, (await terminal()).secret).open()
  for (const screen of [...SCREENS.map((name) => (name === 'menu' ? '' : `/${name}`)), '/pack']) {
    expect((await place.gun.open(screen)).status, screen).toBe(200)
  }
  await want(place, 2)
  const [parcel] = await onTable(place)
  expect((await place.gun.scan(parcel?.number ?? '')).page?.html).toContain('ho-')
  collect(place.app)
}

function collect(app: { get(name: string): unknown }): void {
  for (const view of (app.get(TEMPLATES) as Templates).needed) needed.add(view)
}

const pages = entries.flatMap(({ noun, routes }) =>
  routes.filter(({ method }) => method === 'get').map((door) => ({ name: doorName(noun, door), noun, door })),
)

describe('every page', () => {
  it.each(pages)('$name opens for all who may', async ({ noun, door }) => {
    const id = await house.sample(noun)
    for (const member of whoMay(noun, door)) {
      const { status } = await (await house.as(member)).get(addressOf(noun, door, id))
      expect(status, member).toBeLessThan(400)
    }
  })
})

describe('every view', () => {
  it('is printed by some page', async () => {
    const owner = await house.as('owner')
    for (const address of [
      '/',
      '/?whose=team',
      '/password',
      '/second-factor',
      '/styleguide',
      '/styleguide/print',
      '/nowhere',
    ]) {
      await owner.get(address)
    }
    await (await house.as('designer')).get('/styleguide')
    await new Visitor(house.app).get('/login')
    const person = `/people/staff/${house.cast.ids.designer}`
    const { text } = await owner.get(`${person}/password-reset`)
    const version = load(text)('[name="_version"]').attr('value') ?? ''
    expect(
      (await owner.post(`${person}/password-reset`, { _version: version, current: PASSWORD })).status,
    ).toBe(200)
    collect(house.app)
    expect(all.filter((view) => !needed.has(view))).toEqual([])
  })
})
