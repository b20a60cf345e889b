import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { HOUR_MS, inputMinute, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

const LIST = '/warehouse/visits'
let cast: Cast
let clerk: Visitor
let designer: Visitor

beforeAll(async () => {
  cast = await castIn()
  const app = testApp()
  clerk = await visit(app, 'warehouse-clerk')
  designer = await visit(app, 'designer')
})

const form = (more: object = {}): Record<string, string> => ({
  visitor: '刘师傅',
  organization: '货架厂',
  purpose: '维修货架',
  hostId: String(cast.ids['warehouse-clerk']),
  enteredAt: inputMinute(plus(now(), -HOUR_MS)),
  ...more,
})
const registered = async (more: object = {}): Promise<string> => {
  const answer = await clerk.post(LIST, form(more))
  expect(answer.status).toBe(303)
  return answer.headers['location'] ?? ''
}

describe('the book of visitors', () => {
  it('keeps who came, why, with whom, and when he left', async () => {
    const path = await registered()
    const list = load((await clerk.get(`${LIST}?state=INSIDE`)).text)
    expect(list(`a[href="${path}"]`)).toHaveLength(1)
    expect(list('main').text()).toContain('货架厂')
    expect((await clerk.post(`${path}/moves/leave`, { _version: '1' })).status).toBe(303)
    const page = load((await clerk.get(path)).text)
    expect(page('main').text()).toContain('已离开')
    expect((await clerk.post(`${path}/moves/leave`, { _version: '1' })).status).toBe(409)
  })

  it('reminds whoever let the visitor in until he is out', async () => {
    const id = Number((await registered()).split('/').at(-1))
    const item = await db.workItem.findFirstOrThrow({ where: { noun: 'warehouse/visits', subjectId: id } })
    expect(item.ownerId).toBe(cast.ids['warehouse-clerk'])
    await clerk.post(`${LIST}/${id}/moves/leave`, { _version: '1' })
    const closed = await db.workItem.findUniqueOrThrow({ where: { id: item.id } })
    expect(closed.outcome).toBe('leave')
  })

  it('reminds the new host when somebody else takes the visitor over', async () => {
    const path = await registered()
    const hostId = cast.ids['operations-lead']
    expect((await clerk.post(path, form({ hostId: String(hostId), _version: '1' }))).status).toBe(303)
    const subjectId = Number(path.split('/').at(-1))
    const items = await db.workItem.findMany({
      where: { noun: 'warehouse/visits', subjectId, closedAt: null },
    })
    expect(items.map(({ ownerId }) => ownerId)).toEqual([hostId])
  })

  it.each([
    ['enteredAt', { enteredAt: '2099-01-01T09:00' }, '进入时间不能晚于现在'],
    ['hostId', { hostId: '999999' }, '请选择在职的接待人'],
    ['visitor', { visitor: ' ' }, '请填写来访人'],
  ])('says at %s what is wrong, and keeps what was typed', async (name, more, sentence) => {
    const refused = await clerk.post(LIST, form(more))
    expect(refused.status).toBe(422)
    const page = load(refused.text)
    expect(page(`#field-${name}-error, [id$="${name}-error"]`).text()).toContain(sentence)
    expect(page('[name=purpose]').val()).toBe('维修货架')
  })

  it('doesn’t put the entrance after the leaving', async () => {
    const path = await registered()
    await clerk.post(`${path}/moves/leave`, { _version: '1' })
    await db.visit.update({
      where: { id: Number(path.split('/').at(-1)) },
      data: { enteredAt: plus(now(), -3 * HOUR_MS), leftAt: plus(now(), -2 * HOUR_MS) },
    })
    const refused = await clerk.post(path, { ...form(), _version: '2' })
    expect([refused.status, load(refused.text)('main').text()]).toEqual([
      422,
      expect.stringContaining('进入时间不能晚于离开时间'),
    ])
  })

  it('hides strangers’ names from who has nothing to do with the warehouse, but for his own visitors', async () => {
    const path = await registered()
    expect((await designer.get(path)).status).toBe(404)
    expect((await designer.get(LIST)).status).toBe(403)
    const own = await registered({ hostId: String(cast.ids.designer) })
    expect((await designer.get(own)).status).toBe(200)
    expect((await designer.post(`${own}/moves/leave`, { _version: '1' })).status).toBe(303)
  })
})
