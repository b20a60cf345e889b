import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { system } from '../../../../src/actor.ts'
import { createReceipt } from '../../../../src/features/warehouse/receipts/actions.ts'
import { demandReason } from '../../../../src/features/warehouse/stock/hours.ts'
import { moment } from '../../../../src/lib/dates.ts'
import { deed } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let app: Application
let clerk: Visitor

const hours = (weekly: number[][][]): Promise<unknown> =>
  db.workCalendar.updateMany({ where: { key: 'inbound' }, data: { weekly } })
const NEVER = Array<number[][]>(7).fill([])
const BY_DAY = Array<number[][]>(7).fill([[540, 1080]])

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  clerk = await visit(app, 'warehouse-clerk')
})

describe('outside the inbound hours', () => {
  it.each([
    ['09:00', null],
    ['08:59', 'remark'],
    ['18:01', 'remark'],
  ])('at %s a desk is asked for %s', async (clock, field) => {
    await hours(BY_DAY)
    const [hour = 0, minute = 0] = clock.split(':').map(Number)
    const at = moment('2026-11-24', hour * 60 + minute)
    const asked = await deed({ actor: await actor(cast, 'warehouse-clerk'), at }, (act) =>
      demandReason(act, 'inbound', null).then(
        () => null,
        (error: { errors: object }) => Object.keys(error.errors)[0] ?? null,
      ),
    )
    expect(asked).toBe(field)
  })

  it('neither the program is asked, nor a terminal, which has asked its clerk itself', async () => {
    await hours(NEVER)
    const at = moment('2026-11-24', 600)
    const { kind: _kind, ...person } = await actor(cast, 'warehouse-clerk')
    await deed({ actor: system('test'), at }, (act) => demandReason(act, 'inbound', null))
    await deed({ actor: { ...person, kind: 'terminal', deviceId: 1 }, at }, (act) =>
      demandReason(act, 'inbound', null),
    )
  })

  it('a receipt is posted with a reason only, which stands in its history', async () => {
    await hours(NEVER)
    const shelf = await location()
    const { code } = await sku({ homeLocationId: shelf.id })
    const { id } = await createReceipt(
      { actor: await actor(cast, 'warehouse-clerk'), at: moment('2026-11-24', 600) },
      {
        kind: 'PURCHASE',
        source: null,
        note: null,
        lines: [{ row: 1, sku: code, quantity: 2, location: null }],
      },
    )
    const path = `/warehouse/receipts/${id}/moves/post`
    const asked = await clerk.post(path, { _version: '1' })
    expect(asked.status).toBe(422)
    const page = load(asked.text)
    expect(page('main').text()).toContain(
      '现在不是入库时间（入库时间：今天休息）。确实要现在做，请写明原因。',
    )
    const done = await clerk.post(path, { _version: '1', remark: '司机等着走' })
    expect(done.status).toBe(303)
    expect(load((await clerk.get(`/warehouse/receipts/${id}`)).text)('.ho-timeline').text()).toContain(
      '司机等着走',
    )
  })

  it('the returns desk asks at a field that isn’t there otherwise', async () => {
    const page = load((await clerk.get('/warehouse/returns/desk')).text)
    expect(page('[name="remark"]')).toHaveLength(0)
  })
})
