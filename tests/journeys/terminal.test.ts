import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { revokeDevice } from '../../src/features/warehouse/devices/actions.ts'
import { now } from '../../src/lib/dates.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor, onTable, want } from '../features/warehouse/terminal/floor.ts'
import { parcel } from '../features/warehouse/shipments/flow.ts'
import type { Complaints } from '../setup/browser.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, launchBrowser } from '../setup/browser.ts'
import { actor } from '../setup/cast.ts'
import type { Terminal } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { pinFor } from '../setup/terminal.ts'

/** A carton-free code of the first goods. */
const PIECE = '6901234567892'

let browser: Browser
let here: Floor
let office: Office
let desk: Terminal
let page: Page
let complaints: Complaints
let slip: string
let id: number

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A parcel with twenty pieces of the first goods on the table; the terminal in front, nobody signed in. */
beforeEach(async () => {
  here = await floor()
  await pinFor(here.cast, 'warehouse-clerk', '7294')
  await want(here, 20)
  const [one] = await onTable(here)
  slip = one?.number ?? ''
  id = one?.id ?? 0
  await here.gun.post('sign-out')
  office = await Office.open(here.app, browser)
  desk = await office.terminal(here.gun.secret)
  ;({ page, complaints } = desk)
})
afterEach(() => office.close())

const checked = async (): Promise<number> => (await parcel(id)).lines[0]?.checked ?? -1
const counted = (pieces: number): Promise<void> => expect.poll(checked, { timeout: 15_000 }).toBe(pieces)

async function openParcel(): Promise<void> {
  await desk.signIn(here.badge, '/pack')
  await desk.scan(slip)
  await desk.shows(slip)
}

describe('a clerk at the terminal', () => {
  it('signs in by name and PIN, packs by gun and keys alone, and sees every answer large', async () => {
    await page.goto('/warehouse/terminal')
    await expectNoAxeViolations(page)
    await desk.scan('1')
    await page.keyboard.type('7294')
    expect(await page.locator('[data-scan-field]').inputValue()).toBe('●●●●')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-ready]')
    await expectNoAxeViolations(page)
    await desk.scan('2')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/warehouse/terminal/pack')
    await desk.scan(PIECE)
    await desk.shows('请先扫发货单')
    await desk.scan(slip)
    await desk.shows(slip)
    await expectNoAxeViolations(page)
    await desk.scan(here.goods[1]?.code ?? '')
    await desk.shows('不是本单商品')
    expect(await page.locator('[data-result]').getAttribute('class')).toContain('te-tone-wrong')
    await expectNoAxeViolations(page)
    for (let i = 0; i < 4; i += 1) await desk.scan('16901234567899')
    await counted(20)
    await desk.shows('已验齐 20 件')
    await expectNoAxeViolations(page)
    await desk.scan('123456789012')
    await desk.shows('这张面单是哪家快递')
    await expectNoAxeViolations(page)
    await desk.scan('1')
    await desk.shows('已打包')
    expect((await parcel(id)).state).toBe('PACKED')
    await page.keyboard.press('F7')
    await desk.shows('菜单')
    await desk.scan('3')
    await desk.scan('123456789012')
    await desk.shows('第 1 件')
    await expectNoAxeViolations(page)
    await page.keyboard.press('F2')
    await desk.shows('确认交接 1 件')
    await page.keyboard.press('F2')
    await desk.shows('已交接 1 件')
    expect((await parcel(id)).state).toBe('SHIPPED')
    complaints.expectNone()
  })

  it('pulls the trigger twenty times without waiting for an answer, and twenty pieces count', async () => {
    await openParcel()
    const keyboard = await desk.context.newCDPSession(page)
    const press = (key: string, code: string): Promise<unknown> =>
      keyboard.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        code,
        ...(key.length === 1 ? { text: key } : {}),
      })
    const pressed: Promise<unknown>[] = []
    for (let i = 0; i < 20; i += 1) {
      for (const digit of PIECE) pressed.push(press(digit, `Digit${digit}`))
      pressed.push(press('Enter', 'Enter'))
    }
    await Promise.all(pressed)
    await counted(20)
    await desk.shows('已验齐 20 件')
    complaints.expectNone()
  })

  it('finds the screens usable in the dark, on a small screen and on a narrow one', async () => {
    await openParcel()
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const path of ['', '/pick', '/pack', '/hand-over', '/problem', '/returns']) {
      await page.goto(`/warehouse/terminal${path}`)
      await expectNoAxeViolations(page)
      for (const width of [1024, 360]) {
        await page.setViewportSize({ width, height: 768 })
        await expectNoSidewaysScroll(page)
      }
      await page.setViewportSize({ width: 1024, height: 768 })
    }
    complaints.expectNone()
  })
})

describe('an input method that is switched on', () => {
  let keyboard: CDPSession

  beforeEach(async () => {
    await openParcel()
    await page.focus('[data-scan-field]')
    keyboard = await desk.context.newCDPSession(page)
  })

  /** A key as the page sees it while an input method takes it. */
  async function taken(code: string): Promise<void> {
    const key = { key: 'Process', code, windowsVirtualKeyCode: 229 }
    await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  }

  it('can’t swallow a scan: the keys count, not what it makes of them', async () => {
    let text = ''
    for (const digit of PIECE) {
      await taken(`Digit${digit}`)
      text += String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)
      await keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    }
    await taken('Enter')
    await keyboard.send('Input.insertText', { text })
    await counted(1)
    await desk.shows('1 / 20')
    expect(await page.locator('[data-scan-field]').inputValue()).toBe('')
    await desk.scan(PIECE)
    await counted(2)
    complaints.expectNone()
  })

  it('that writes full-width text without keys, or a gun that pastes, is understood too', async () => {
    const wide = [...PIECE]
      .map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0))
      .join('')
    await keyboard.send('Input.imeSetComposition', { text: wide, selectionStart: 13, selectionEnd: 13 })
    await keyboard.send('Input.insertText', { text: wide })
    await page.keyboard.press('Enter')
    await counted(1)
    await keyboard.send('Input.insertText', { text: wide })
    await page.keyboard.press('Enter')
    await counted(2)
    await page.evaluate(`{
      const data = new DataTransfer()
      data.setData('text', '${PIECE}\\r\\n')
      const init = { clipboardData: data, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new ClipboardEvent('paste', init))
    }`)
    await counted(3)
    complaints.expectNone()
  })

  it('leaves nothing of a key somebody leaned on before the scan', async () => {
    await page.keyboard.press('x')
    await page.waitForTimeout(400)
    await desk.scan(PIECE)
    await counted(1)
    complaints.expectNone()
  })
})

describe('scans that can’t be sent', () => {
  it('are kept over a reload, and all count when the server can be reached', async () => {
    await openParcel()
    await desk.scan(PIECE)
    await counted(1)
    await page.route('**/scans', (route) => route.abort())
    for (let i = 0; i < 5; i += 1) await desk.scan(PIECE)
    await expect.poll(() => page.locator('[data-terminal-line]').innerText()).toBe('连不上服务器，5 条待上传')
    await desk.shows('已暂存')
    await page.reload()
    await page.waitForSelector('[data-ready]')
    await desk.scan(PIECE)
    await expect.poll(() => page.locator('[data-terminal]').getAttribute('data-waiting')).toBe('6')
    expect(await checked()).toBe(1)
    await page.unroute('**/scans')
    await counted(7)
    await expect.poll(() => page.locator('[data-terminal-line]').innerText()).toBe('')
    expect(await page.locator('[data-lost]').isVisible()).toBe(false)
    complaints.expectNone(/Failed to load resource|request failed/)
  })

  it('are sent when the network is back, without anybody’s doing', async () => {
    await openParcel()
    await desk.context.setOffline(true)
    for (let i = 0; i < 3; i += 1) await desk.scan(PIECE)
    await desk.shows('网络断开，已暂存 3 条')
    await desk.context.setOffline(false)
    await counted(3)
    complaints.expectNone(/Failed to load resource|request failed/)
  })

  it('wait as long as the server says when there were too many, and the clerk is told why', async () => {
    await openParcel()
    const headers = { 'Retry-After': '2' }
    await page.route('**/scans', (route) => route.fulfill({ status: 429, headers, json: { error: '太快' } }))
    for (let i = 0; i < 3; i += 1) await desk.scan(PIECE)
    await expect.poll(() => page.locator('[data-terminal-line]').innerText()).toBe('上传暂停，3 条待上传')
    await desk.shows('上传太多，已暂存 3 条')
    await page.unroute('**/scans')
    await counted(3)
    complaints.expectNone(/Failed to load resource/)
  })

  it('wait for a server that starts anew', async () => {
    await openParcel()
    await office.hangUp()
    for (let i = 0; i < 3; i += 1) await desk.scan(PIECE)
    await expect.poll(() => page.locator('[data-terminal-line]').innerText()).toContain('3 条待上传')
    await office.comeBack()
    await counted(3)
    complaints.expectNone(/Failed to load resource|request failed/)
  })

  it('whose answer was lost count once', async () => {
    await openParcel()
    let lose = true
    await page.route('**/scans', async (route) => {
      if (!lose) return route.continue()
      lose = false
      await route.fetch()
      return route.abort()
    })
    await desk.scan(PIECE)
    await counted(1)
    await desk.scan(PIECE)
    await counted(2)
    await desk.shows('2 / 20')
    complaints.expectNone(/Failed to load resource|request failed/)
  })

  it('of a clerk who was relieved meanwhile don’t count, and stay on the screen until somebody has looked', async () => {
    await openParcel()
    await page.route('**/scans', (route) => route.abort())
    for (let i = 0; i < 2; i += 1) await desk.scan(PIECE)
    await here.gun.open()
    await here.gun.post('sign-out')
    await here.gun.signIn({ badge: here.badge })
    await page.unroute('**/scans')
    await page.reload()
    await page.waitForSelector('[data-ready]')
    await expect.poll(() => page.locator('[data-lost]').innerText()).toContain('2 条扫描没有生效')
    expect(await checked()).toBe(0)
    await expectNoAxeViolations(page)
    await page.reload()
    await page.waitForSelector('[data-lost]:not([hidden])')
    await page.click('[data-lost-forget]')
    await expect.poll(() => page.locator('[data-lost]').isVisible()).toBe(false)
    complaints.expectNone(/Failed to load resource|request failed/)
  })
})

describe('the lock', () => {
  it('comes by key, hides nothing from the next scan, and opens for the same clerk where he was', async () => {
    await openParcel()
    await desk.scan(PIECE)
    await counted(1)
    await page.keyboard.press('F9')
    await page.waitForSelector('[data-locked][open]')
    await expectNoAxeViolations(page)
    await desk.scan(PIECE)
    await expect.poll(() => page.locator('[data-who-message]').innerText()).toContain('请刷工牌')
    await desk.scan(here.badge)
    await page.waitForSelector('[data-locked]:not([open])', { state: 'attached' })
    await desk.scan(PIECE)
    await counted(2)
    complaints.expectNone()
  })

  it('comes when nobody is there, also without network', async () => {
    await page.clock.install()
    await openParcel()
    await desk.context.setOffline(true)
    await desk.scan(PIECE)
    await page.clock.fastForward('01:05')
    await page.waitForSelector('[data-locked][open]')
    await desk.context.setOffline(false)
    await desk.scan(here.badge)
    await expect.poll(() => page.locator('[data-locked]').getAttribute('open')).toBeNull()
    await page.clock.runFor(20_000)
    await counted(1)
    complaints.expectNone(/Failed to load resource|request failed/)
  })
})

describe('the machine', () => {
  it('works in one window: an older one stops and says so', async () => {
    await openParcel()
    const second = await desk.context.newPage()
    await second.goto('/warehouse/terminal/pack')
    await second.waitForSelector('[data-ready]')
    await page.waitForSelector('[data-elsewhere][open]')
    await desk.scan(PIECE)
    await second.keyboard.type(PIECE)
    await second.keyboard.press('Enter')
    await counted(1)
    await second.close()
    await page.click('[data-elsewhere] button')
    await page.waitForSelector('[data-ready]')
    complaints.expectNone()
  })

  it('that was revoked is cleared, and shows what it never sent', async () => {
    await openParcel()
    const device = await db.terminalDevice.findUniqueOrThrow({ where: { id: here.deviceId } })
    await revokeDevice({ actor: await actor(here.cast, 'operations-lead'), at: now() }, device)
    await desk.scan(PIECE)
    await expect.poll(() => page.locator('main').innerText()).toContain('本机已停用')
    await expect.poll(() => page.locator('[data-left-over]').innerText()).toContain(PIECE)
    expect(await page.locator('main').innerText()).not.toContain(slip)
    await expectNoAxeViolations(page)
    expect(await checked()).toBe(0)
    complaints.expectNone(/403/)
  })
})
