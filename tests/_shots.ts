import { writeFileSync } from 'node:fs'
import { launchBrowser } from './setup/browser.ts'
const browser = await launchBrowser()
const base = 'http://localhost:4100'
async function as(member: string, dark = false, width = 1440) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', colorScheme: dark ? 'dark' : 'light' })
  const page = await context.newPage()
  await page.goto('/login')
  await page.fill('[name="employeeNumber"]', member)
  await page.fill('[name="password"]', 'Demo-pass-2026!')
  await page.keyboard.press('Enter')
  await page.waitForURL('/')
  return page
}
const shot = async (page: any, path: string, name: string) => {
  if (path) await page.goto(path)
  await page.waitForTimeout(300)
  await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: true })
}
const p = await as('operations-specialist')
await shot(p, '/orders/imports', 'imports')
await shot(p, '/catalog/listings', 'listings')
const l = await p.locator('main tbody tr a').first().getAttribute('href')
await shot(p, l ?? '/', 'listing')
writeFileSync('/tmp/foreign.csv', '单据,客户,电话,下单,进度,总计\n3300000000000000501,张三,13800001234,2026-11-20 10:00:00,等待买家付款,59.80\n')
await p.goto('/orders/imports/new')
const shops = await p.locator('select[name=shopId] option').allTextContents()
console.log(shops)

await p.setInputFiles('input[type=file]', '/tmp/foreign.csv')
await p.click('button:has-text("上传并预览")')
await p.waitForTimeout(3000); await shot(p, '', 'after-upload'); console.log(p.url()); await p.waitForURL(/imports\/\d+/, { timeout: 5000 })
await shot(p, '', 'unmapped')
const url = new URL(p.url()).pathname
await shot(p, `${url}/map`, 'map-kinds')
await shot(p, `${url}/map?kind=ORDER_LIST`, 'map-form')
const m = await as('operations-specialist', true, 360)
await shot(m, `${url}/map?kind=ORDER_LIST`, 'map-form-360-dark')
await shot(m, `${url}/map`, 'map-kinds-360-dark')
await shot(m, '/catalog/listings', 'listings-360-dark')
const c = await as('warehouse-clerk')
await shot(c, '/warehouse/pickup-exceptions', 'exceptions')
const e = await c.locator('main tbody tr a').first().getAttribute('href').catch(() => null)
if (e) await shot(c, e, 'exception')
await browser.close()
process.exit(0)
