import { randomUUID } from 'node:crypto'
import { load } from 'cheerio'
import type { Application } from 'express'
import request from 'supertest'
import { hashSync } from '@node-rs/argon2'
import { db } from '../../src/database/client.ts'
import { newBadgeCode } from '../../src/features/warehouse/badges/codes.ts'
import type { Outcome } from '../../src/features/warehouse/terminal/outcome.ts'
import { now } from '../../src/lib/dates.ts'
import { hashToken, randomToken } from '../../src/lib/tokens.ts'
import type { Cast, Member } from './cast.ts'

/** A registered terminal: its secret is what its browser's cookie holds. */
export async function terminal(
  name = `台 ${randomUUID().slice(0, 8)}`,
): Promise<{ id: number; secret: string }> {
  const secret = randomToken()
  const { id } = await db.terminalDevice.create({
    data: { name, tokenHash: hashToken(secret), createdAt: now() },
  })
  return { id, secret }
}

/** A badge for a member; returns its code. */
export async function badgeFor(cast: Cast, member: Member): Promise<string> {
  const code = newBadgeCode()
  await db.badge.create({
    data: { personId: cast.ids[member], codeHash: hashToken(code), createdAt: now() },
  })
  return code
}

/** A PIN for a member, cheaply hashed. */
export async function pinFor(cast: Cast, member: Member, pin: string): Promise<void> {
  await db.account.update({
    where: { personId: cast.ids[member] },
    data: { pinHash: hashSync(pin, { memoryCost: 1024, timeCost: 1 }) },
  })
}

/** Lets a member work in the warehouse besides. */
export async function alsoClerk(cast: Cast, member: Member): Promise<void> {
  const { id } = await db.assignment.findFirstOrThrow({ where: { personId: cast.ids[member], endsAt: null } })
  await db.assignmentDuty.create({ data: { assignmentId: id, duty: 'WAREHOUSE_CLERK' } })
}

/** What the page binds a scan to. */
interface Bound {
  session: number
  screen: string
  subject: number | null
}

/** An answer to a scan. */
export interface ScanAnswer {
  judged: boolean
  why?: string
  outcome?: Outcome
  page?: (Bound & { title: string; html: string }) | null
}

/** A terminal's browser without its script: keeps the cookie, binds scans to what the page shows. */
export class Gun {
  bound: Bound = { session: 0, screen: 'menu', subject: null }
  private csrf = ''

  constructor(
    private readonly app: Application,
    readonly secret: string,
  ) {}

  /** Opens a page of the terminal and remembers what it shows. */
  async open(path = ''): Promise<request.Response> {
    const answer = await request(this.app)
      .get(`/warehouse/terminal${path}`)
      .set('Cookie', `terminal=${this.secret}`)
    const page = load(answer.text)
    const root = page('[data-csrf]').first()
    this.csrf = root.attr('data-csrf') ?? this.csrf
    if (root.attr('data-session') !== undefined) {
      this.bound = {
        session: Number(root.attr('data-session')),
        screen: root.attr('data-screen') ?? 'menu',
        subject: root.attr('data-subject') ? Number(root.attr('data-subject')) : null,
      }
    }
    return answer
  }

  /** Sends JSON as the page's script does. */
  post(path: string, body: object = {}, csrf = this.csrf): request.Test {
    return request(this.app)
      .post(`/warehouse/terminal/${path}`)
      .set('Cookie', `terminal=${this.secret}`)
      .set('Accept', 'application/json')
      .set('X-CSRF-Token', csrf)
      .send(body)
  }

  /** Sends pictures as the page's script does. */
  photos(fields: Record<string, string>, pictures: readonly Buffer[], csrf = this.csrf): request.Test {
    const sent = request(this.app)
      .post('/warehouse/terminal/photos')
      .set('Cookie', `terminal=${this.secret}`)
      .set('Accept', 'application/json')
      .set('X-CSRF-Token', csrf)
    for (const [name, value] of Object.entries(fields)) void sent.field(name, value)
    for (const [i, picture] of pictures.entries()) void sent.attach('photos', picture, `${i + 1}.png`)
    return sent
  }

  async signIn(proof: object, takeOver = false): Promise<Record<string, unknown>> {
    if (this.csrf === '') await this.open()
    const { body } = await this.post('sign-in', { ...proof, takeOver })
    await this.open()
    return body as Record<string, unknown>
  }

  /** A scan as the page would send it now; every part can be said otherwise. */
  sent(code: string, more: object = {}): object {
    return { id: randomUUID(), ...this.bound, follows: null, code, scannedAt: now().toISOString(), ...more }
  }

  /** Scans and shows what came of it, as the page does. */
  async scan(code: string, more: object = {}): Promise<ScanAnswer> {
    return this.show((await this.post('scans', this.sent(code, more))).body as ScanAnswer)
  }

  /** What the answer to a scan says was done, or why not. */
  async did(code: string): Promise<string | undefined> {
    const { outcome, why } = await this.scan(code)
    return outcome?.did ?? why
  }

  show(answer: ScanAnswer): ScanAnswer {
    if (answer.page) {
      const { session, screen, subject } = answer.page
      this.bound = { session, screen, subject }
    }
    return answer
  }
}
