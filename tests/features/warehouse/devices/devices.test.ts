import type { Application } from 'express'
import { load } from 'cheerio'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { COMMANDS } from '../../../../src/features/warehouse/terminal/commands.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let lead: Visitor

beforeEach(async () => {
  await freshDatabase()
  await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
})

describe('terminals', () => {
  it('are registered in their own browser, named once, renamed and revoked, all of it in their history', async () => {
    const made = await lead.post('/warehouse/devices', { name: '一号台' })
    expect(made.status).toBe(303)
    const path = made.headers['location'] ?? ''
    expect((await lead.get('/warehouse/devices')).text).toContain('就是这台电脑')
    const twice = await lead.post('/warehouse/devices', { name: '一号台' })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('已有同名终端')
    const { id, version } = await db.terminalDevice.findFirstOrThrow()
    await lead.post(path, { name: '打包台', _version: String(version) })
    await lead.post(`${path}/revoke`, { _version: String(version + 1) })
    const page = load((await lead.get(path)).text)
    const history = page('.ho-timeline').text()
    for (const words of ['登记本机为终端', '改名', '停用']) expect(history).toContain(words)
    expect(await db.terminalDevice.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: '打包台' })
    expect((await lead.post(`${path}/revoke`, { _version: String(version + 2) })).status).toBe(409)
  })

  it('don’t hand out a secret twice for one form', async () => {
    const fields = { name: '一号台', _token: crypto.randomUUID() }
    const first = await lead.post('/warehouse/devices', fields)
    const second = await lead.post('/warehouse/devices', fields)
    expect(String(first.headers['set-cookie'])).toContain('terminal=')
    expect(String(second.headers['set-cookie'])).not.toContain('terminal=')
    expect(await db.terminalDevice.count()).toBe(1)
  })

  it('have their commands printed for the wall', async () => {
    const sheet = load((await lead.get('/warehouse/devices/commands')).text)
    expect(
      sheet('.ho-label-code')
        .map((_i, one) => sheet(one).text())
        .get(),
    ).toEqual(Object.values(COMMANDS).map(({ code }) => code))
    expect(sheet('svg.ho-barcode').length).toBe(Object.keys(COMMANDS).length)
  })
})
