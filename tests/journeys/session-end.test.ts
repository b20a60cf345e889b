import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoAxeViolations } from '../setup/browser.ts'
import type { Member } from '../setup/cast.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

let office: Office

beforeAll(async () => {
  await castIn()
  office = await Office.open(testApp())
}, 120_000)
afterAll(() => office.close())

async function signIn(page: Page, member: Member): Promise<void> {
  await page.goto('/login')
  await page.fill('[name="employeeNumber"]', member)
  await page.fill('[name="password"]', PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('/')
}

/** One browser with two tabs: the first on a page, the second to sign out and in again. */
async function twoTabs(path: string): Promise<[Page, Page]> {
  const context = await office.visitor()
  const [first, second] = [await context.newPage(), await context.newPage()]
  await signIn(second, 'operations-lead')
  await first.goto(path)
  return [first, second]
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/')
  await page.evaluate(`document.querySelector('form[action="/logout"]').submit()`)
  await page.waitForURL('/login')
}

/** A tab that is looked at again connects anew; otherwise it learns of it within half a minute. */
async function lookAt(page: Page): Promise<void> {
  await page.evaluate(`for (const name of ['pagehide', 'pageshow']) window.dispatchEvent(new Event(name))`)
}

/** A tab on which somebody typed before signing out in the other. */
async function coveredTab(typed: string): Promise<{ first: Page; second: Page; cover: Locator }> {
  const [first, second] = await twoTabs('/people/tasks/new')
  await first.fill('[name="title"]', typed)
  await signOut(second)
  await lookAt(first)
  const cover = first.getByRole('dialog', { name: '登录已结束' })
  await cover.waitFor()
  return { first, second, cover }
}

describe('a page whose session has ended in another tab', () => {
  it('is left for the sign-in page', async () => {
    const [first, second] = await twoTabs('/people/tasks')
    await signOut(second)
    await lookAt(first)
    await first.waitForURL('/login?next=%2Fpeople%2Ftasks')
    expect(await first.content()).not.toContain('任务与需求')
  })

  it('is covered where something was typed, until the same person is back', async () => {
    const { first, second, cover } = await coveredTab('双十二备货')
    await first.keyboard.press('Escape')
    expect(await cover.isVisible()).toBe(true)
    await expectNoAxeViolations(first)
    await signIn(second, 'operations-lead')
    await lookAt(first)
    await cover.waitFor({ state: 'detached' })
    expect(await first.inputValue('[name="title"]')).toBe('双十二备货')
  })

  it('is left when somebody else signs in', async () => {
    const { first, second, cover } = await coveredTab('只给主管看的事')
    await signIn(second, 'designer')
    await lookAt(first)
    await cover.waitFor({ state: 'detached' })
    expect(await first.inputValue('[name="title"]')).toBe('')
  })
})
