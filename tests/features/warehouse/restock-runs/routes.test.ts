import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { runRestocks } from '../../../../src/features/warehouse/restock-runs/actions.ts'
import { now } from '../../../../src/lib/dates.ts'
import { setQueue } from '../../../../src/work/jobs.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let lead: Visitor
let clerk: Visitor

beforeAll(async () => {
  await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
  clerk = await visit(app, 'warehouse-clerk')
})

describe('calculating anew in the browser', () => {
  it('answers at once with a page that says by whom, and that becomes the result', async () => {
    setQueue(undefined)
    expect((await clerk.post('/warehouse/restock-runs', {})).status).toBe(403)
    const asked = await lead.post('/warehouse/restock-runs', {})
    expect(asked.status).toBe(303)
    const path = String(asked.headers['location'])
    expect((await lead.post('/warehouse/restock-runs', {})).headers['location']).toBe(path)
    const page = load((await clerk.get(path)).text)
    expect(page('.ho-progress').text()).toContain('发起，正在计算')
    expect(page('.ho-progress').attr('hx-get')).toBe(`${path}/progress`)
    expect((await clerk.get(`${path}/progress`)).text).toContain('正在计算')
    const list = load((await lead.get('/warehouse/restocks')).text)
    expect(list(`a[href="${path}"]`).text()).toContain('正在计算')

    await runRestocks({ actor: system('run-restocks'), at: now() }, Number(path.split('/').at(-1)))
    expect((await clerk.get(`${path}/progress`)).headers['hx-refresh']).toBe('true')
    const done = load((await lead.get(path)).text)
    expect(done('main').text()).toContain('已完成')
    expect(done('.ho-progress')).toHaveLength(0)
    expect(load((await lead.get('/warehouse/restock-runs')).text)('#list tbody tr')).toHaveLength(1)
  })
})
