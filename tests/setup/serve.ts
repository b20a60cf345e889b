import type { AddressInfo } from 'node:net'
import type { Application } from 'express'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { pool } from '../../src/database/client.ts'
import { closeLive } from '../../src/web/live.ts'
import type { Complaints } from './browser.ts'
import { expectNoAxeViolations, launchBrowser, listenForComplaints } from './browser.ts'
import type { Member } from './cast.ts'
import { PASSWORD } from './cast.ts'

/** The application on a port of its own. */
export interface Served {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

/** Lets real browsers reach an application on this machine; at a port that it had before, if it's told one. */
export async function serve(app: Application, before = 0): Promise<Served> {
  const server = app.listen(before, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        closeLive()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** People in browsers of their own, in front of one application. What their pages complain about is collected. */
export class Office {
  private readonly seats = new Map<Member, Promise<Seat>>()

  private constructor(
    private readonly app: Application,
    private served: Served,
    private readonly browser: Browser,
    private readonly shared: boolean,
  ) {}

  /** @param browser one that goes on when the office closes; without, the office has one of its own */
  static async open(app: Application, browser?: Browser): Promise<Office> {
    return new Office(app, await serve(app), browser ?? (await launchBrowser()), browser !== undefined)
  }

  get url(): string {
    return this.served.url
  }

  /** A member's page, signed in when first asked for. */
  async seat(member: Member): Promise<Seat> {
    const known = this.seats.get(member) ?? this.sitDown(member)
    this.seats.set(member, known)
    return known
  }

  /** The page of the machine that has a terminal's secret; nobody is signed in at it yet. */
  async terminal(secret: string): Promise<Terminal> {
    const context = await this.visitor({ width: 1024, height: 768 })
    await context.addCookies([{ name: 'terminal', value: secret, url: this.url }])
    const page = await context.newPage()
    return new Terminal(context, page, listenForComplaints(page))
  }

  async close(): Promise<void> {
    if (this.shared) await Promise.all(this.browser.contexts().map((context) => context.close()))
    else await this.browser.close()
    await this.hangUp()
  }

  /** The application isn't there any more; what it was doing for those who have gone is done to its end. */
  async hangUp(): Promise<void> {
    await this.served.close()
    await vi.waitFor(() => expect(pool.totalCount - pool.idleCount).toBe(0), 10_000)
  }

  /** After `hangUp`: there again, at the same address. */
  async comeBack(): Promise<void> {
    this.served = await serve(this.app, this.served.port)
  }

  /** A browser of somebody who isn't signed in. */
  visitor(viewport = { width: 1440, height: 900 }): Promise<BrowserContext> {
    return this.browser.newContext({
      baseURL: this.url,
      viewport,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // What fades has neither its old nor its new colors for a moment, and axe would complain of either.
      reducedMotion: 'reduce',
    })
  }

  private async sitDown(member: Member): Promise<Seat> {
    const context = await this.visitor()
    const page = await context.newPage()
    const seat = new Seat(context, page, listenForComplaints(page))
    await page.goto('/login')
    await page.fill('[name="employeeNumber"]', member)
    await page.fill('[name="password"]', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL('/')
    return seat
  }
}

/** One person's browser. */
export class Seat {
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly complaints: Complaints,
  ) {}

  /** Opens a page and lets axe look at it. */
  async visit(path: string): Promise<Page> {
    const answer = await this.page.goto(path)
    if (answer && answer.status() >= 400) throw new Error(`${path} answered ${answer.status()}`)
    await expectNoAxeViolations(this.page)
    return this.page
  }

  /** The words of the notice that the last deed left. */
  async notice(): Promise<string> {
    return (await this.page.locator('.ho-notice').first().innerText()).trim()
  }
}

/** A browser at the packing table, with a scan gun. */
export class Terminal extends Seat {
  /** What a gun does: keys within milliseconds, and Enter. */
  async scan(code: string): Promise<void> {
    await this.page.keyboard.type(code)
    await this.page.keyboard.press('Enter')
  }

  /** Waits until the large words on the screen are these. */
  shows(words: string | RegExp): Promise<void> {
    const result = (): Promise<string> => this.page.locator('[data-result-title]').innerText()
    return expect.poll(result, { timeout: 10_000 }).toMatch(words)
  }

  /** Whoever has the badge signs in. */
  async signIn(badge: string, screen = ''): Promise<void> {
    await this.page.goto(`/warehouse/terminal${screen}`)
    await this.scan(badge)
    await this.page.waitForSelector('[data-ready]')
  }
}
