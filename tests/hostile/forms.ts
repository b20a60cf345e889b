import { randomUUID } from 'node:crypto'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorName, entries } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'
import type { PrintedField } from '../setup/printed-forms.ts'
import type { Look } from '../setup/watch.ts'
import { Watch, effect } from '../setup/watch.ts'
import { Desk } from './desk.ts'
import type { Hostile } from './values.ts'
import { MARKUP, hostileFor, unspeakable } from './values.ts'

let house: OpenHouse
let watch: Watch
let before: Look

/**
 * Every form of a department's nouns, found on its pages and filled as the page says, is given what no browser sends:
 * it answers with a page and writes nothing, or keeps exactly what was said and prints it escaped.
 */
export function hostileForms(department: string): void {
  beforeAll(async () => {
    house = await OpenHouse.open()
    watch = await Watch.begin()
  }, 60_000)

  afterAll(() => watch.end())

  const posts = entries
    .filter(({ noun }) => noun.key.startsWith(`${department}/`))
    .map(({ noun, routes }) => ({ noun, sent: routes.filter(({ method }) => method === 'post') }))
    .filter(({ sent }) => sent.length > 0)

  describe.each(posts)('$noun.key', ({ noun, sent }) => {
    describe.each(sent.map((door) => [doorName(noun, door), door] as const))('%s', (_name, door) => {
      let desk: Desk

      beforeAll(async () => {
        desk = await Desk.find(house, noun, door)
      })

      it('acts once per form, sent again or twice at once', async () => {
        const token = { _token: randomUUID() }
        before = await watch.look()
        const first = await desk.send({}, token)
        expectDone(first)
        const once = touched(before, await watch.look())
        const middle = await watch.look()
        const second = await desk.send({}, token)
        expect(answerOf(second), 'sent again').toEqual(answerOf(first))
        expect(effect(middle, await watch.look()), 'sent again').toEqual([])

        await desk.anew()
        const other = { _token: randomUUID() }
        before = await watch.look()
        const [one, two] = await Promise.all([desk.send({}, other), desk.send({}, other)])
        expectDone(one)
        expect(answerOf(two), 'at once').toEqual(answerOf(one))
        expect(touched(before, await watch.look()).sort(), 'at once').toEqual(once.sort())
        await desk.anew()
      })

      it('keeps or refuses every hostile value of every field', async () => {
        before = await watch.look()
        for (const field of desk.form.fields.filter(isTried)) {
          for (const hostile of hostileFor(field)) await tryValue(desk, field, hostile)
        }
      }, 120_000)

      it('survives what only JSON can say', async () => {
        before = await watch.look()
        const names = desk.form.fields.map(({ name }) => name)
        for (const [what, value] of desk.form.multipart ? [] : unspeakable) {
          const body = Object.fromEntries(names.map((name) => [name, value]))
          await expectHarmless(desk, await desk.sendJson(body), what)
        }
      }, 60_000)

      it('is not fooled by forged, missing or broken parts', async () => {
        before = await watch.look()
        for (const _csrf of [null, 'forged']) {
          const answer = await desk.send({}, { _csrf })
          expect(answer.status, `CSRF token ${_csrf}`).toBe(403)
          await expectHarmless(desk, answer, 'CSRF')
        }
        for (const _version of '_version' in desk.form.hidden ? ['0', '999999', 'abc', null] : []) {
          const answer = await desk.send({}, { _version })
          expect([409, 422], `version ${_version}: ${answer.status}`).toContain(answer.status)
          await expectHarmless(desk, answer, `version ${_version}`)
        }
        for (const _token of ['garbage', null]) {
          await expectHarmless(desk, await desk.send({}, { _token }), `form token ${_token}`)
        }
        for (const body of ['', '[]', '{"a":"b"}']) {
          const answer = await desk.visitor.agent.post(desk.form.action).type('json').send(body)
          expect(answer.status, `body ${body}`).toBeGreaterThanOrEqual(400)
          await expectHarmless(desk, answer, `body ${body}`)
        }
      }, 60_000)
    })
  })
}

/** Files have a test of their own; of lines that repeat themselves two are as good as ten. */
function isTried({ name, type }: PrintedField): boolean {
  return type !== 'file' && Number(/\d+$/.exec(name)?.[0] ?? 0) <= 2
}

/** Answered with a page that says no, and nothing was written; or done. Whatever is done leaves a fresh form. */
async function expectHarmless(desk: Desk, answer: Response, what: string): Promise<boolean> {
  expect(answer.status, `${what}: ${answer.status}`).toBeLessThan(500)
  expect(answer.text, `${what} is printed as it is`).not.toContain('<script>hostile')
  const after = await watch.look()
  if (answer.status >= 400) {
    expect(effect(before, after), `${what}: refused with ${answer.status}, but written`).toEqual([])
    return false
  }
  expectDone(answer, what)
  await desk.again()
  before = await watch.look()
  return true
}

async function tryValue(desk: Desk, field: PrintedField, { what, pairs, text }: Hostile): Promise<void> {
  const name = `${field.name}: ${what}`
  const valid = desk.valid
  const start = before
  const answer = await desk.send({ [field.name]: pairs(field.name, valid[field.name] ?? []) })
  if (answer.status === 422) expectKept(desk, answer, field, text, name)
  const done = answer.status < 400
  const written = done && text !== null ? await watch.written(start, await watch.look()) : []
  await expectHarmless(desk, answer, name)
  if (!done) return
  const page = answer.headers['location']
  if (page !== undefined && text?.includes(MARKUP)) {
    await expectHarmless(desk, await desk.visitor.get(page), `${name}, on the page that follows`)
  }
  const secret = ['password', 'checkbox'].includes(field.type) || desk.filling.drops?.includes(field.name)
  if (text === null || text.trim() === '' || secret) return
  expect(
    readings(text).some((reading) => written.includes(reading)),
    `${name} was accepted, but not kept`,
  ).toBe(true)
}

/** What a text may rightly be kept as: without the blanks around it, as the number it says, as fen. */
function readings(text: string): unknown[] {
  const plain = text.trim()
  const folded = plain.normalize('NFKC')
  const number = Number(folded)
  return [plain, folded, number, Math.round(number * 100)]
}

/** A page that says 422 still holds what was typed: the field in question and all others. */
function expectKept(
  desk: Desk,
  answer: Response,
  field: PrintedField,
  text: string | null,
  what: string,
): void {
  const again = desk.sameIn(answer.text)
  expect(again, `${what}: answered with 422, but without the form`).toBeDefined()
  for (const now of again?.fields ?? []) {
    if (['password', 'file'].includes(now.type)) continue
    const typed = now.name === field.name ? (text === null ? undefined : [text]) : desk.valid[now.name]
    const choice = ['select', 'radio', 'checkbox'].includes(now.type)
    if (typed === undefined || (choice && now.name === field.name) || /\u0000/.test(typed.join())) continue
    expect(now.values.filter(Boolean), `${what}: what was typed at ${now.name}`).toEqual(
      typed.filter(Boolean),
    )
  }
}

/** The first time makes the row that later ones change. */
function touched(from: Look, to: Look): string[] {
  return effect(from, to).map((line) => line.replace('+1', 'changed'))
}

function answerOf({ status, headers }: Response): unknown {
  return [status, headers['location'] as unknown]
}

function expectDone(answer: Response, what = 'as the page says'): void {
  const done = answer.status === 303 || answer.status === 200
  const words = answer.status === 422 ? sentencesOf(answer.text) : ''
  expect(done, `${what}: ${answer.status} ${words}`).toBe(true)
  expect(answer.headers['location'] ?? '', what).not.toMatch(/^\/login/)
}

function sentencesOf(html: string): string {
  return [...html.matchAll(/role="alert"[^]*?<\/ul>/g)]
    .map(([found]) => found.replace(/<[^>]*>|\s+/g, ' '))
    .join(' ')
}
