import type { AddressInfo } from 'node:net'
import type { Application } from 'express'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { closeLive } from '../../src/web/live.ts'
import type { Complaints } from './browser.ts'
import { expectNoAxeViolations, launchBrowser, listenForComplaints } from './browser.ts'
import type { Member } from './cast.ts'
import { PASSWORD } from './cast.ts'

/** The application on a port of its own. */
export interface Served {
  readonly url: string
  close(): Promise<void>
}

/** Lets real browsers reach an application on this machine. */
export async function serve(app: Application): Promise<Served> {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
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
  private readonly contexts = new Map<string, Promise<Seat>>()

  private constructor(
    readonly served: Served,
    private readonly browser: Browser,
  ) {}

  static async open(app: Application): Promise<Office> {
    return new Office(await serve(app), await launchBrowser())
  }

  /** A member's page, signed in when first asked for. */
  async seat(member: Member): Promise<Seat> {
    const known = this.contexts.get(member) ?? this.sitDown(member)
    this.contexts.set(member, known)
    return known
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.served.close()
  }

  /** A browser of somebody who isn't signed in. */
  visitor(): Promise<BrowserContext> {
    return this.browser.newContext({
      baseURL: this.served.url,
      viewport: { width: 1440, height: 900 },
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
