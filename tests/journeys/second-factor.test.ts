import type { Locator, Page } from 'playwright-core'
import decode from 'qr/decode.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plus, setClock } from '../../src/lib/dates.ts'
import type { Complaints } from '../setup/browser.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, listenForComplaints } from '../setup/browser.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { codeNow, secretIn } from '../setup/second-factor.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

let office: Office
let page: Page
let complaints: Complaints
let secret: Buffer
let codes: string[]

beforeAll(async () => {
  await castIn()
  office = await Office.open(testApp())
  page = await (await office.visitor()).newPage()
  complaints = listenForComplaints(page)
}, 120_000)
afterEach(() => complaints.expectNone(/status of 422/))
afterAll(async () => {
  setClock()
  await office.close()
})

/** Wide and light, narrow and dark. */
async function expectWellMade(): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** What a camera makes of a code as the browser shows it. */
async function scan(code: Locator): Promise<string> {
  const picture = (await code.screenshot()).toString('base64')
  const { data, ...size } = await page.evaluate<{
    width: number
    height: number
    data: number[]
  }>(`(async () => {
    const bytes = Uint8Array.from(atob('${picture}'), (sign) => sign.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    context.drawImage(bitmap, 0, 0)
    const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    return { width, height, data: [...data] }
  })()`)
  return decode({ ...size, data: Uint8Array.from(data) }, { timeLimit: 10_000 })
}

/** Whoever waits for the next code waits half a minute; the test needn't. */
let minutes = 0
function aMinuteLater(): void {
  minutes += 1
  const ahead = minutes
  setClock(() => plus(new Date(Date.now()), ahead * 60_000))
}

async function typePassword(employeeNumber = 'hr'): Promise<void> {
  await page.goto('/login')
  await page.fill('[name="employeeNumber"]', employeeNumber)
  await page.fill('[name="password"]', PASSWORD)
  await page.keyboard.press('Enter')
}

async function signOut(): Promise<void> {
  await page.goto('/second-factor')
  await page.click('main form[action="/logout"] button')
  await page.waitForURL('/login')
}

describe('a second factor', () => {
  it('is asked for on 工作台 and set up with the app that scans the page', async () => {
    await typePassword()
    await page.waitForURL('/')
    await page.click('a:has-text("现在设置")')
    await page.waitForURL('/second-factor')
    await expectWellMade()
    secret = secretIn((await page.locator('.ho-enrol .ho-mono').innerText()).trim())
    expect(secret).toHaveLength(20)
    const scanned = new URL(await scan(page.locator('.ho-qr')))
    expect([scanned.protocol, secretIn(scanned.searchParams.get('secret') ?? '')]).toEqual([
      'otpauth:',
      secret,
    ])
    await page.fill('[name="code"]', '12')
    await page.fill('[name="current"]', PASSWORD)
    await page.click('button:has-text("设置")')
    await page.waitForSelector('[data-errors]')
    await expectWellMade()
    await page.fill('[name="code"]', codeNow(secret))
    await page.fill('[name="current"]', PASSWORD)
    await page.click('button:has-text("设置")')
    await page.waitForSelector('h1:has-text("二次验证已生效")')
    await expectWellMade()
    codes = (await page.locator('main .ho-mono').allInnerTexts()).map((text) => text.trim())
    expect(codes).toHaveLength(10)
    await page.click('a:has-text("我已保存，继续")')
    await page.waitForURL('/')
    expect(await page.locator('main').innerText()).not.toContain('请设置二次验证')
  })

  it('is proved with a code after the password', async () => {
    await signOut()
    aMinuteLater()
    await typePassword()
    await page.waitForURL(/\/login\/code/)
    await expectWellMade()
    await page.goto('/people/staff')
    expect(page.url()).toContain('/login?next=')
    await typePassword()
    await page.waitForURL(/\/login\/code/)
    await page.fill('[name="proof"]', '000')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-errors]')
    await expectWellMade()
    await page.fill('[name="proof"]', codeNow(secret))
    await page.keyboard.press('Enter')
    await page.waitForURL('/')
  })

  it('or with a recovery code, of which one fewer is left', async () => {
    await signOut()
    await typePassword()
    await page.waitForURL(/\/login\/code/)
    await page.fill('[name="proof"]', codes[3] ?? '')
    await page.keyboard.press('Enter')
    await page.waitForURL('/')
    await page.goto('/second-factor')
    expect(await page.locator('main').innerText()).toContain('9 个')
    await expectWellMade()
  })

  it('is taken away by the owner, who types his own password first', async () => {
    await signOut()
    await typePassword('owner')
    await page.waitForURL('/')
    await page.goto('/people/staff?q=hr')
    await page.click('tbody a')
    await page.click('a:has-text("重置二次验证")')
    await page.waitForURL(/\/second-factor-reset$/)
    await page.fill('[name="current"]', 'somebody passing by')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-errors]:has-text("密码不正确")')
    await expectWellMade()
    await page.fill('[name="current"]', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/people\/staff\/\d+$/)
    expect(await page.locator('main').innerText()).toContain('未设置')
    await page.click('a:has-text("修改资料")')
    await page.waitForURL(/\/edit$/)
    await expectWellMade()
  })
})
