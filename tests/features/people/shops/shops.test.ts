import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { shopOptions } from '../../../../src/features/people/shops/queries.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let owner: Visitor

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  owner = await visit(app, 'owner')
})

describe('shops', () => {
  it('are seen by those who are assigned to them, and by positions that see all', async () => {
    const agent = await visit(app, 'service-agent')
    const list = (await agent.get('/people/shops')).text
    expect(list).toContain('示例旗舰店')
    expect(list).not.toContain('另一家店')
    expect((await agent.get(`/people/shops/${cast.otherShopId}`)).status).toBe(404)
    expect((await owner.get('/people/shops')).text).toContain('另一家店')
    expect(await shopOptions(await actor(cast, 'stranger'))).toMatchObject([
      { label: '另一家店', hint: '淘宝' },
    ])
  })

  it('are added, renamed, closed and reopened, each in history', async () => {
    const made = await owner.post('/people/shops', { name: '京东自营店', platform: 'JD' })
    const path = made.headers['location'] as string
    const id = Number(path.split('/').at(-1))
    await owner.post(path, { _version: '1', name: '京东旗舰店', platform: 'JD' })
    await owner.post(`${path}/close`, { _version: '2' })
    const closed = await owner.get(path)
    expect(closed.text).toContain('已关闭')
    expect((await shopOptions(await actor(cast, 'owner'))).map(({ label }) => label)).not.toContain(
      '京东旗舰店',
    )
    expect(await shopOptions(await actor(cast, 'owner'), [id])).toContainEqual({
      value: String(id),
      label: '京东旗舰店',
      hint: '京东 · 已关闭',
    })
    await owner.post(`${path}/reopen`, { _version: '3' })
    expect(await db.shop.findUnique({ where: { id } })).toMatchObject({ closedAt: null, version: 4 })
    const deeds = await db.historyEntry.findMany({
      where: { noun: 'people/shops', subjectId: id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed }) => deed)).toEqual(['create', 'edit', 'close', 'reopen'])
  })

  it('have names of their own', async () => {
    const answer = await owner.post('/people/shops', { name: '示例旗舰店', platform: 'JD' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('已有同名店铺')
  })

  it('are closed once', async () => {
    const id = cast.otherShopId
    expect((await owner.post(`/people/shops/${id}/close`, { _version: '1' })).status).toBe(303)
    expect((await owner.post(`/people/shops/${id}/close`, { _version: '2' })).status).toBe(409)
    expect((await owner.post(`/people/shops/${id}/reopen`, { _version: '1' })).status).toBe(409)
  })
})
