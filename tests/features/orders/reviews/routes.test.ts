import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { order } from '../../../setup/orders.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast

beforeAll(async () => {
  cast = await castIn()
})

describe('releasing an order', () => {
  it('that a colleague has released meanwhile shows both instructions, and loses neither', async () => {
    const app = testApp()
    const [agent, lead] = [await visit(app, 'service-agent'), await visit(app, 'service-lead')]
    const { reviewId } = await order(cast.shopId, { review: { state: 'HELD', reasons: ['BUYER_MESSAGE'] } })
    const path = `/orders/reviews/${reviewId}/release`
    const _version = String(load((await agent.get(path)).text)('[name="_version"]').val())
    expect((await lead.post(path, { instruction: '发顺丰', _version })).status).toBe(303)
    const late = await agent.post(path, { instruction: '周五前送到', _version })
    expect(late.status).toBe(409)
    const page = load(late.text)
    const both = page('.ho-conflict').text()
    for (const words of ['发顺丰', '周五前送到', '已放行']) expect(both).toContain(words)
    expect(page('[name="instruction"]').val()).toBe('周五前送到')
  })
})
