import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Complaints } from '../setup/browser.ts'
import {
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  listenForComplaints,
} from '../setup/browser.ts'
import type { Served } from '../setup/serve.ts'
import { serve } from '../setup/serve.ts'
import { viewApp } from '../setup/view-app.ts'

/** What arrived by POST since the test began. */
const posted: { path: string; body: Record<string, unknown> }[] = []
let browser: Browser
let served: Served
let page: Page
let complaints: Complaints

beforeAll(async () => {
  browser = await launchBrowser()
  const app = viewApp((path, body) => posted.push({ path, body: { ...(body as object) } }))
  served = await serve(app)
})

afterAll(async () => {
  await browser.close()
  await served.close()
})

afterEach(async () => {
  posted.length = 0
  await page.context().close()
})

async function open(path: string, width = 1440, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'zh-CN', ...options })
  page = await context.newPage()
  complaints = listenForComplaints(page)
  await page.goto(served.url + path)
}

describe('a page', () => {
  const paths = ['/', '/styleguide', '/styleguide/print', '/errors/forbidden', '/errors/conflict?plain=1']
  const looks = paths.flatMap((path) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [360, 1440].map((width) => ({ path, colorScheme, width })),
    ),
  )

  it.each(looks)(
    '$path is accessible and quiet, $colorScheme, $width px wide',
    async ({ path, colorScheme, width }) => {
      await open(path, width, { colorScheme })
      await expectNoSidewaysScroll(page)
      await expectNoAxeViolations(page)
      // An error page has an error's status, and the browser says so.
      complaints.expectNone(/status of (403|409)/)
    },
    60_000,
  )

  it.each([768, 1024, 2560])('fits a screen of %i px', async (width) => {
    await open('/styleguide', width)
    await expectNoSidewaysScroll(page)
  })
})

describe('work to be done', () => {
  it.each([360, 768, 1280, 1440])('leaves the title room beside many moves at %i px', async (width) => {
    await open('/', width)
    await expectNoSidewaysScroll(page)
    for (const row of await page.locator('.ho-work-row').all()) {
      const said = await row.innerText()
      const parts = await row.locator('> div').all()
      const [what, ...beside] = await Promise.all(parts.map((part) => part.boundingBox()))
      if (!what) throw new Error(`${said} has no title`)
      expect(what.width, said).toBeGreaterThan(200)
      for (const one of beside) {
        const apart = !one || one.x >= what.x + what.width || one.y >= what.y + what.height
        expect(apart, `${said} lies over its title`).toBe(true)
      }
    }
  })
})

describe('a crowded list', () => {
  const column = (label: string) =>
    page.locator('#crowded').getByRole('columnheader', { name: label, exact: true })
  const cells = (place: number) => page.locator(`#crowded tbody td:nth-child(${place})`)

  it.each([1280, 1440])('has room for names and needs no pushing at %i px', async (width) => {
    await open('/styleguide', width)
    const widths = ['货品', '供应商', '采购'].map(async (label) => (await column(label).boundingBox())?.width)
    const [goods, supplier, buyer] = await Promise.all(widths)
    expect(goods).toBeGreaterThan(180)
    expect(supplier).toBeGreaterThan(150)
    expect(buyer).toBeGreaterThanOrEqual(100)
    expect(
      await page.evaluate(`(() => {
      const table = document.querySelector('#crowded .ho-table-scroll')
      return table.scrollWidth - table.clientWidth
    })()`),
    ).toBe(0)
  })

  it('never breaks a number, a document’s number or a time, and no name into more than three lines', async () => {
    await open('/styleguide', 1280)
    const broken = await page.evaluate<string[]>(`(() => {
      const lines = (one) => {
        const range = document.createRange()
        range.selectNodeContents(one)
        const clipped = Math.min(range.getBoundingClientRect().height, one.clientHeight)
        return Math.round(clipped / parseFloat(getComputedStyle(one).lineHeight))
      }
      const found = (among, most) => [...document.querySelectorAll('#crowded td' + among)]
        .filter((one) => lines(one) > most)
      return [...found(':is(.ho-num, .ho-col-short)', 1), ...found(' .ho-clamp', 3)].map((one) => one.innerText)
    })()`)
    expect(broken).toEqual([])
    expect(await page.locator('#crowded td.ho-col-short').count()).toBe(4)
  })

  it('says the whole of what is cut off, to the pointer and to the keyboard', async () => {
    await open('/styleguide', 1280)
    const name = cells(2).locator('a').first()
    const whole = await name.textContent()
    await name.hover()
    expect(await page.locator('.ho-tip').innerText()).toBe(whole)
    await page.keyboard.press('Escape')
    await name.focus()
    expect(await page.locator('.ho-tip').isVisible()).toBe(true)
  })

  it('keeps what names the row in sight when it is pushed sideways', async () => {
    await open('/styleguide', 768)
    await page.evaluate(`document.querySelector('#crowded .ho-table-scroll').scrollLeft = 400`)
    const table = await page.locator('#crowded .ho-table-scroll').boundingBox()
    expect((await cells(1).first().boundingBox())?.x).toBeCloseTo(table?.x ?? NaN, 0)
  })

  it('cuts nothing off on a phone or without script', async () => {
    const cut = `[...document.querySelectorAll('#crowded .ho-clamp')].filter((one) => one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0).length`
    await open('/styleguide', 360)
    expect(await page.evaluate(cut)).toBe(0)
    await page.context().close()
    await open('/styleguide', 1280, { javaScriptEnabled: false })
    const name = cells(2).locator('a').first()
    expect((await name.boundingBox())?.height).toBeGreaterThan(80)
  })
})

describe('with script', () => {
  it('asks for a remark in a dialog and sends it once', async () => {
    await open('/styleguide')
    await page.locator('#records summary', { hasText: '驳回' }).click()
    const dialog = page.locator('dialog[open]')
    await expectNoAxeViolations(page)
    await dialog.getByRole('button', { name: '驳回' }).click()
    expect(posted).toEqual([])
    await page.keyboard.type('地址不全')
    await dialog.getByRole('button', { name: '驳回' }).click()
    await page.getByText('已保存。').first().waitFor()
    expect(posted).toMatchObject([{ body: { remark: '地址不全', _token: 'sample', _version: '3' } }])
    complaints.expectNone()
  })

  it('returns the focus when a dialog is left', async () => {
    await open('/styleguide')
    const summary = page.locator('#records summary', { hasText: '驳回' })
    await summary.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog[open]').count()).toBe(0)
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('驳回')
  })

  it('shows the bar of deeds with the first selected row and sends the selected ones', async () => {
    await open('/styleguide')
    const bar = page.locator('#parcels [data-batch]')
    expect(await bar.isVisible()).toBe(false)
    await page.locator('#parcels [data-select-all]').check()
    expect(await bar.innerText()).toContain('已选 2 项')
    await bar.getByRole('button', { name: '批量驳回' }).click()
    expect(posted).toEqual([])
    await bar.locator('[name="remark"]').fill('缺货')
    await bar.getByRole('button', { name: '批量驳回' }).click()
    await page.waitForURL(/sent/)
    expect(posted).toMatchObject([{ body: { ids: ['11', '12'], remark: '缺货', _token: 'sample' } }])
  })

  it('asks before a deed on many that cannot be undone', async () => {
    await open('/styleguide')
    await page.locator('#parcels [data-select]').first().check()
    await page.getByRole('button', { name: '批量作废' }).click()
    await page.getByRole('button', { name: '取消', exact: true }).click()
    expect(posted).toEqual([])
    await page.getByRole('button', { name: '批量作废' }).click()
    await page.getByRole('button', { name: '确认作废' }).click()
    await page.waitForURL(/sent/)
    expect(posted).toMatchObject([{ body: { ids: '11', _token: 'sample' } }])
  })

  it('sends a form once, however often its button is pressed', async () => {
    await open('/styleguide')
    await page.evaluate(`
      const button = document.querySelector('#actions form.ho-act button')
      for (let i = 0; i < 3; i += 1) button.click()
    `)
    await page.waitForURL(/sent/)
    expect(posted.length).toBe(1)
  })

  it('says why a button is off, to the pointer and to the keyboard', async () => {
    await open('/styleguide')
    const button = page.locator('#actions [data-why]').first()
    await button.hover()
    expect(await page.locator('.ho-tip').innerText()).toContain('周敏、陈立')
    await page.keyboard.press('Escape')
    expect(await page.locator('.ho-tip').isVisible()).toBe(false)
    await button.focus()
    expect(await page.locator('.ho-tip').isVisible()).toBe(true)
  })

  it('updates the count of what is to be done as it changes', async () => {
    await open('/')
    await page.locator('[data-todo-open]', { hasText: '999+' }).waitFor()
    expect(await page.locator('[data-todo-late]').isVisible()).toBe(false)
    expect(await page.locator('[data-bell-count]').innerText()).toBe('7')
    expect(await page.title()).toMatch(/^\(1200\) 工作台/)
  })

  it('changes the look at once and keeps it', async () => {
    await open('/')
    await page.locator('.ho-person').click()
    await page.getByRole('button', { name: '深色' }).click()
    const look = () => page.locator('html').getAttribute('data-bs-theme')
    expect(await look()).toBe('dark')
    await page.reload()
    expect(await look()).toBe('dark')
  })

  it('opens the menu on a small screen and gives the focus back', async () => {
    await open('/', 360)
    expect(await page.locator('#menu').isVisible()).toBe(false)
    await page.getByRole('button', { name: '打开菜单' }).click()
    expect(await page.locator('#menu').isVisible()).toBe(true)
    await expectNoAxeViolations(page)
    await page.keyboard.press('Escape')
    expect(await page.locator('#menu').isVisible()).toBe(false)
  })

  it('finds the search field and the list of shortcuts by key, unless one is typing or has switched them off', async () => {
    await open('/styleguide')
    await page.keyboard.press('/')
    await page.keyboard.type('a?/')
    expect(await page.locator('#parcels [data-search]').inputValue()).toBe('a?/')
    expect(await page.locator('#shortcuts').isVisible()).toBe(false)
    await page.locator('h1').first().click()
    await page.keyboard.press('?')
    await page.getByLabel('启用单键快捷键').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    expect(await page.locator('[data-search]:focus').count()).toBe(0)
  })

  it('narrows long choices down by pinyin initials', async () => {
    await open('/styleguide')
    await page.getByLabel('查找选项').fill('oyjy')
    expect(await page.locator('[data-options] label:visible').allInnerTexts()).toEqual(['欧阳静怡'])
  })

  it('names chosen files and refuses too large ones before sending', async () => {
    await open('/styleguide')
    await page.evaluate(`document.querySelector('[data-max-bytes]').dataset.maxBytes = '1024'`)
    const file = { name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.alloc(1500) }
    await page.locator('#upload-files').setInputFiles(file)
    const form = page.locator('form', { has: page.locator('#upload-files') })
    expect(await form.locator('[data-file-list]').innerText()).toContain('1.5 KB，超过上限 1.0 KB')
    await form.getByRole('button', { name: '上传并检查' }).click()
    expect(posted).toEqual([])
  })

  it('shows how far an upload has come and follows the answer', async () => {
    await open('/styleguide')
    const file = { name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from('订单编号') }
    await page.locator('#upload-files').setInputFiles(file)
    await page.getByRole('button', { name: '上传并检查' }).first().click()
    await page.waitForURL(/sent/)
    expect(posted.length).toBe(1)
  })
})

describe('without script', () => {
  const options = { javaScriptEnabled: false }

  it('a remark is given in a panel that folds out', async () => {
    await open('/styleguide', 1440, options)
    await page.locator('#records summary', { hasText: '驳回' }).click()
    const panel = page.locator('#records [data-ask][open]')
    await panel.locator('textarea').fill('地址不全')
    await panel.getByRole('button', { name: '驳回' }).click()
    await page.waitForURL(/sent/)
    expect(posted).toMatchObject([{ body: { remark: '地址不全' } }])
  })

  it('selected rows are sent', async () => {
    await open('/styleguide', 1440, options)
    await page.locator('#parcels [name="ids"]').first().check()
    await page.getByRole('button', { name: '批量放行' }).click()
    await page.waitForURL(/sent/)
    expect(posted).toMatchObject([{ body: { ids: '11', _token: 'sample' } }])
  })

  it('the menu opens on a small screen, and buttons that need script are not there', async () => {
    await open('/', 360, options)
    await page.locator('[data-menu-open]').click()
    expect(await page.locator('#menu').isVisible()).toBe(true)
    expect(await page.locator('[data-shortcuts], [data-copy]').filter({ visible: true }).count()).toBe(0)
  })
})
