import { randomUUID } from 'node:crypto'
import { unescape } from 'node:querystring'
import type { Response } from 'supertest'
import { db } from '../../src/database/client.ts'
import { DAY_MS, dayOf, inputMinute, now, plus } from '../../src/lib/dates.ts'
import type { Door } from '../../src/web/routing.ts'
import type { Noun } from '../../src/work/nouns.ts'
import type { Member } from '../setup/cast.ts'
import { PASSWORD } from '../setup/cast.ts'
import { addressOf, doorName, entries, rightsOf, whoMay } from '../setup/doors.ts'
import type { OpenHouse } from '../setup/open-house.ts'
import type { PrintedField, PrintedForm } from '../setup/printed-forms.ts'
import { printedForms } from '../setup/printed-forms.ts'
import type { Visitor } from '../setup/web.ts'
import { fillings } from './fillings/index.ts'
import type { Filling } from './fillings/words.ts'

/** A value for each field, as often as it's sent. */
type Values = Record<string, readonly string[]>

/** A form in front of somebody who may send it, filled as it should be, with a record of its own to act on. */
export class Desk {
  form!: PrintedForm
  /** What is sent for each field when nobody is hostile. */
  valid: Values = {}
  private id: number | undefined

  private constructor(
    readonly noun: Noun,
    readonly door: Door,
    readonly member: Member,
    readonly visitor: Visitor,
    private readonly house: OpenHouse,
    private readonly page: Door,
  ) {}

  /**
   * Looks for a door's form on the noun's pages, as one of those who may.
   * @throws when no page has it: then it's either missing there or needs a record in another state (`fillings.ts`)
   */
  static async find(house: OpenHouse, noun: Noun, door: Door): Promise<Desk> {
    for (const page of pagesFor(noun, door)) {
      const [member] = whoMay(noun, door).filter((one) => whoMay(noun, page).includes(one))
      if (!member) continue
      const desk = new Desk(noun, door, member, await house.as(member), house, page)
      if (await desk.open()) return desk
    }
    throw new Error(`no page of ${noun.key} has the form of ${doorName(noun, door)} for those who may`)
  }

  get filling(): Filling {
    return fillings[doorName(this.noun, this.door)] ?? {}
  }

  /** Opens the page afresh; on a new record when the form is no longer there. */
  async open(): Promise<boolean> {
    // Wrong passwords tried at the form before make nobody wait here.
    await db.lockout.deleteMany()
    if (this.id !== undefined && (await this.read())) return true
    const make = this.filling.make ?? rightsOf(this.noun).make
    this.id = make ? await make(this.house.cast) : undefined
    return this.read()
  }

  /** Ready to be sent once more after it was done: a form that makes records is as it was. */
  async again(): Promise<void> {
    const lasting =
      this.id === undefined && !('_version' in this.form.hidden) && this.filling.page === undefined
    if (!lasting) await this.open()
    else await this.fillAll()
  }

  /** A new record, for what must begin as the first time did. */
  async anew(): Promise<void> {
    this.id = undefined
    if (!(await this.open())) throw new Error(`${doorName(this.noun, this.door)} has no form any more`)
  }

  private async read(): Promise<boolean> {
    const { page, query = '' } = this.filling
    const elsewhere = typeof page === 'function' ? await page() : page
    const address = elsewhere ?? `${addressOf(this.noun, this.page, this.id)}${query}`
    const { status, text } = await this.visitor.get(address)
    const found = status === 200 ? this.formIn(text) : undefined
    if (!found) return false
    this.form = found
    await this.fillAll()
    return true
  }

  private async fillAll(): Promise<void> {
    this.valid = {}
    for (const field of this.form.fields) this.valid[field.name] = await this.fill(field)
  }

  /** This form among those on a page. */
  formIn(html: string): PrintedForm | undefined {
    const pattern = patternOf(this.noun, this.door, this.id)
    return printedForms(html).find(({ action }) => pattern.test(action.split('?')[0] ?? ''))
  }

  /** The same form on a page that answered it; only its own part is read, because that is asked very often. */
  sameIn(html: string): PrintedForm | undefined {
    const action = `action="${this.form.action}"`
    const form = (html.match(/<form[^]*?<\/form>/g) ?? []).find((one) => one.includes(action))
    return form === undefined ? undefined : printedForms(form)[0]
  }

  private async fill(field: PrintedField): Promise<readonly string[]> {
    // One of many rows' fields: `verdict-17` is filled as `verdict` is.
    const given = this.filling.with?.[field.name] ?? this.filling.with?.[field.name.replace(/-\d+$/, '')]
    if (given !== undefined) {
      const value = typeof given === 'function' ? await given() : given
      return typeof value === 'string' ? [value] : value
    }
    return plausible(field)
  }

  /** Sends the form; `instead` takes the place of single fields, percent-encoded, `hidden` of what is carried along. */
  send(
    instead: Readonly<Record<string, string>> = {},
    hidden: Readonly<Record<string, string | null>> = {},
  ): Promise<Response> {
    const carried = { ...this.form.hidden, _token: randomUUID(), ...hidden }
    const parts = Object.entries(carried)
      .filter(([name, value]) => value !== null && !(name in instead))
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    for (const [name, values] of Object.entries(this.valid)) {
      if (name in instead) continue
      for (const value of values) parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    }
    const body = [...parts, ...Object.values(instead)].filter((part) => part !== '').join('&')
    return this.form.multipart ? this.sendFiles(body) : this.sendText(body)
  }

  private async sendText(body: string): Promise<Response> {
    return this.visitor.agent.post(this.form.action).type('form').send(body)
  }

  private async sendFiles(body: string): Promise<Response> {
    const request = this.visitor.agent.post(this.form.action)
    for (const part of body.split('&')) {
      const [name = '', value = ''] = part.split('=')
      if (!this.isFile(unescape(name))) request.field(unescape(name), unescape(value))
    }
    for (const [name, path] of Object.entries(this.filling.files ?? {})) request.attach(name, path)
    return request
  }

  private isFile(name: string): boolean {
    return this.form.fields.some((field) => field.name === name && field.type === 'file')
  }

  /** Sends the same as JSON, which can say what a form can't. */
  async sendJson(instead: Readonly<Record<string, unknown>>): Promise<Response> {
    const plain = Object.fromEntries(
      Object.entries(this.valid).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    )
    const body = { ...this.form.hidden, _token: randomUUID(), ...plain, ...instead }
    return this.visitor.agent.post(this.form.action).send(body)
  }
}

let count = 0

/** What somebody who reads the page would fill in. */
function plausible(field: PrintedField): readonly string[] {
  const { type, values, options, required, numeric } = field
  if (type === 'file') return []
  if (type === 'password') return [PASSWORD]
  const before = values.filter((value) => value !== '')
  if (before.length > 0 || !required) return values
  if (options[0] !== undefined) return [options[0]]
  const later = plus(now(), 2 * DAY_MS)
  if (type === 'date') return [dayOf(later)]
  if (type === 'datetime-local') return [inputMinute(later)]
  return [numeric ? '1' : `T${(count += 1)}`]
}

/** What a door's addresses look like; those of a record have its own id. */
function patternOf(noun: Noun, { path }: Door, id = 0): RegExp {
  const own = `/${noun.key}${path === '/' ? '' : path}`.replace(':id', String(id))
  return new RegExp(`^${own.replaceAll(/:\w+/g, '[\\w.-]+')}$`)
}

/** The pages on which a form may stand, the likeliest first. */
function pagesFor(noun: Noun, door: Door): Door[] {
  const own =
    entries.find((entry) => entry.noun === noun)?.routes.filter(({ method }) => method === 'get') ?? []
  const likely = [door.path, `${door.path}/edit`, door.path === '/' ? '/new' : '', '/:id']
  const rank = ({ path }: Door): number => (likely.includes(path) ? likely.indexOf(path) : likely.length)
  return own.sort((a, b) => rank(a) - rank(b))
}
