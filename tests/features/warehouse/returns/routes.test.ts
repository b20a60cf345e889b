import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  arrive,
  judgePieces,
  returnParcel,
  settleReturn,
} from '../../../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { castIn } from '../../../setup/cast.ts'
import { order, stocked, warehouse } from '../../../setup/parcels.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import type { Crew } from '../shipments/flow.ts'
import { crewOf, packed } from '../shipments/flow.ts'

const LIST = '/warehouse/returns'
const DESK = `${LIST}/desk`
let crew: Crew
let clerk: Visitor
let shopId: number

beforeAll(async () => {
  const cast = await castIn()
  shopId = cast.shopId
  await warehouse()
  crew = await crewOf(cast)
  clerk = await visit(testApp(), 'warehouse-clerk')
})

const row = (id: number) => db.return.findUniqueOrThrow({ where: { id } })

/** A parcel of two coats that came back as a whole and lies on the desk. */
async function arrived(): Promise<{ id: number; skuId: number; waybill: string }> {
  const coat = await stocked(2)
  await order([{ code: coat.code, quantity: 2 }], { shopId })
  const [one] = await packed(crew)
  await handOverShipments(crew.clerk, [one!.id], '圆通速递')
  const { id } = await returnParcel(crew.clerk, one!.id)
  await arrive(crew.clerk, await row(id))
  return { id, skuId: coat.id, waybill: one!.trackingNumber ?? '' }
}

async function settled(found: number): Promise<{ id: number; waybill: string }> {
  const { id, skuId, waybill } = await arrived()
  const good = { verdict: 'GOOD', skuId, quantity: found, reason: null, locationId: null } as const
  await judgePieces(crew.clerk, await row(id), good)
  await settleReturn(crew.clerk, await row(id), null)
  return { id, waybill }
}

describe('the returns desk in the browser', () => {
  it('says of a return of which everything is back that it is done', async () => {
    const { id, waybill } = await settled(2)
    const answer = await clerk.post(DESK, { code: waybill })
    expect(answer.headers['location']).toBe(`${LIST}/${id}`)
    expect((await clerk.get(`${LIST}/${id}`)).text).toContain('没有还要收的货品')
  })

  it('asks what has come when something is still out, and opens a return for it', async () => {
    const { id, waybill } = await settled(1)
    const asked = await clerk.post(DESK, { code: waybill })
    expect(asked.status).toBe(422)
    const page = load(asked.text)
    expect(page('input[name=code]').val()).toBe(waybill)
    expect(page('input[name=remark]')).toHaveLength(1)
    const { headers } = await clerk.post(DESK, { code: waybill, remark: '补寄的一件' })
    expect(headers['location']).not.toBe(`${LIST}/${id}`)
    expect((await clerk.get(String(headers['location']))).text).toContain('已新建')
  })

  it('takes an arrival back with a remark, and offers that only while nothing is judged', async () => {
    const { id, skuId } = await arrived()
    const path = `${LIST}/${id}`
    const button = async () =>
      load((await clerk.get(path)).text)(`form[action="${path}/moves/withdraw-arrival"]`).length
    expect(await button()).toBe(1)
    const good = { verdict: 'GOOD', skuId, quantity: 1, reason: null, locationId: null } as const
    await judgePieces(crew.clerk, await row(id), good)
    expect(await button()).toBe(0)
    const move = async (remark: string) =>
      clerk.post(`${path}/moves/withdraw-arrival`, { _version: String((await row(id)).version), remark })
    expect((await move('')).status).toBe(422)
    expect((await move('扫错了')).status).toBe(409)
    const [finding] = await db.returnFinding.findMany({ where: { returnId: id } })
    await clerk.post(`${path}/findings/${finding!.id}/remove`, {
      _version: String((await row(id)).version),
    })
    expect((await move('扫错了')).headers['location']).toBe(path)
    expect((await row(id)).state).toBe('EXPECTED')
  })
})
