import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { HOUR_MS, inputMinute, now, plus } from '../../../../src/lib/dates.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

const LIST = '/warehouse/incidents'
let lead: Visitor
let designer: Visitor
let clerk: Visitor

beforeAll(async () => {
  await castIn()
  const app = testApp()
  lead = await visit(app, 'operations-lead')
  designer = await visit(app, 'designer')
  clerk = await visit(app, 'warehouse-clerk')
})

const form = (more: object = {}): Record<string, string> => ({
  kind: 'WATER',
  occurredAt: inputMinute(plus(now(), -HOUR_MS)),
  place: 'A 区',
  description: '屋顶漏水，三箱受潮',
  lossFen: '120.50',
  ...more,
})
const reported = async (by: Visitor): Promise<string> =>
  (await by.post(LIST, form())).headers['location'] ?? ''

describe('the book of incidents', () => {
  it('is written by anybody and closed by a lead, who says what was done', async () => {
    const path = await reported(designer)
    const id = Number(path.split('/').at(-1))
    const item = await db.workItem.findFirstOrThrow({ where: { noun: 'warehouse/incidents', subjectId: id } })
    expect([item.duty, item.closedAt]).toEqual(['OPERATIONS_LEAD', null])
    expect((await designer.post(`${path}/moves/resolve`, { _version: '1', remark: 'x' })).status).toBe(403)
    expect((await lead.post(`${path}/moves/resolve`, { _version: '1', remark: '' })).status).toBe(422)
    expect((await lead.post(`${path}/moves/resolve`, { _version: '1', remark: '已补屋顶' })).status).toBe(303)
    const page = load((await clerk.get(path)).text)('main').text()
    for (const words of ['已处理', '已补屋顶', '120.50 元', '漏水受潮']) expect(page).toContain(words)
  })

  it('is put right by its writer until it’s closed, and can be taken up again', async () => {
    const path = await reported(designer)
    expect((await clerk.post(path, { ...form({ place: 'B 区' }), _version: '1' })).status).toBe(403)
    expect((await designer.post(path, { ...form({ place: 'B 区' }), _version: '1' })).status).toBe(303)
    await lead.post(`${path}/moves/resolve`, { _version: '2', remark: '已补屋顶' })
    expect((await designer.post(path, { ...form(), _version: '3' })).status).toBe(409)
    expect((await designer.post(`${path}/moves/reopen`, { _version: '3', remark: '又漏了' })).status).toBe(
      303,
    )
  })

  it.each([
    ['occurredAt', { occurredAt: '2099-01-01T09:00' }, '发生时间不能晚于现在'],
    ['lossFen', { lossFen: '-1' }, '损失'],
    ['kind', { kind: '' }, '类型'],
  ])('says at %s what is wrong, and keeps what was typed', async (_name, more, sentence) => {
    const refused = await clerk.post(LIST, form(more))
    expect(refused.status).toBe(422)
    const page = load(refused.text)
    expect(page('main').text()).toContain(sentence)
    expect(page('[name=description]').val()).toBe('屋顶漏水，三箱受潮')
  })

  it('is found by kind and words', async () => {
    const path = await reported(clerk)
    const found = load((await lead.get(`${LIST}?kind=WATER&q=${encodeURIComponent('受潮')}`)).text)
    expect(found(`a[href="${path}"]`)).toHaveLength(1)
    expect(load((await lead.get(`${LIST}?kind=FIRE`)).text)(`a[href="${path}"]`)).toHaveLength(0)
  })
})
