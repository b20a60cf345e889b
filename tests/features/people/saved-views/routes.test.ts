import type { CheerioAPI } from 'cheerio'
import { load } from 'cheerio'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { requestTask } from '../../../../src/features/people/tasks/actions.ts'
import { DAY_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { printedForms } from '../../../setup/printed-forms.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let lead: Visitor
let designer: Visitor

beforeAll(async () => {
  cast = await castIn()
  const app = testApp()
  lead = await visit(app, 'operations-lead')
  designer = await visit(app, 'designer')
  await requestTask(
    { actor: await actor(cast, 'operations-lead'), at: now() },
    {
      kind: 'ERRAND',
      title: '盘点货架',
      description: '-',
      acceptanceCriteria: '-',
      dueAt: plus(now(), DAY_MS),
    },
    { assigneeId: cast.ids.designer },
  )
})

beforeEach(async () => {
  await db.savedView.deleteMany()
})

const open = async (visitor: Visitor, address: string): Promise<CheerioAPI> =>
  load((await visitor.get(address)).text)

/** What the list at an address would keep. */
async function offered(address: string): Promise<Record<string, string>> {
  const form = printedForms((await lead.get(address)).text).find(
    ({ action }) => action === '/people/saved-views',
  )
  const { list = '', query = '' } = form?.hidden ?? {}
  return { list, query }
}

describe('a saved view', () => {
  it('keeps filter, order and columns of a list, and is marked where one stands on it', async () => {
    const address = '/people/tasks?part=requested&kind=ERRAND&sort=due&columns=title&columns=due&q='
    const saved = await lead.post('/people/saved-views', { name: '急事', ...(await offered(address)) })
    expect(saved.status).toBe(303)
    const there = saved.headers['location'] as string
    const page = await open(lead, there)
    expect(page('.ho-view a').text()).toBe('急事')
    expect(page('.ho-view a').attr('aria-current')).toBe('true')
    expect(page('th[aria-sort]').text()).toContain('期限')
    expect(page('thead th[scope="col"]').length).toBeLessThan(6)
    // The order of the parameters and the place in the list make no other view of it.
    const same = await open(
      lead,
      '/people/tasks?columns=title&columns=due&sort=due&kind=ERRAND&part=requested&page=x',
    )
    expect(same('.ho-view a').attr('aria-current')).toBe('true')
    expect((await open(lead, '/people/tasks'))('.ho-view a').attr('aria-current')).toBeUndefined()
    expect((await open(lead, '/people/tasks'))('.ho-view a').attr('href')).toBe(there)
    expect((await open(lead, '/people/staff'))('.ho-view')).toHaveLength(0)
    expect(await db.historyEntry.findFirst({ where: { noun: 'people/saved-views' } })).toMatchObject({
      deed: 'create',
      personId: cast.ids['operations-lead'],
    })
  })

  it('is its owner’s alone, and is removed by nobody else', async () => {
    await lead.post('/people/saved-views', { name: '急事', list: '/people/tasks', query: 'kind=ERRAND' })
    const { id } = await db.savedView.findFirstOrThrow()
    const removed = { noun: 'people/saved-views', subjectId: id, deed: 'remove' }
    expect((await open(designer, '/people/tasks'))('.ho-view')).toHaveLength(0)
    expect((await open(designer, '/people/saved-views'))('main tbody tr')).toHaveLength(0)
    expect((await designer.post(`/people/saved-views/${id}/remove`)).status).toBe(404)
    expect((await open(lead, '/people/saved-views'))('main tbody tr a').attr('href')).toBe(
      '/people/tasks?kind=ERRAND',
    )
    expect((await lead.post(`/people/saved-views/${id}/remove`)).status).toBe(303)
    expect((await open(lead, '/people/tasks'))('.ho-view')).toHaveLength(0)
    expect((await lead.post(`/people/saved-views/${id}/remove`)).status).toBe(409)
    // Its name is free again.
    const again = { name: '急事', list: '/people/tasks', query: '' }
    expect((await lead.post('/people/saved-views', again)).status).toBe(303)
    expect(await db.historyEntry.count({ where: removed })).toBe(1)
  })

  it('has a name of its own in its list', async () => {
    const view = { name: '急事', list: '/people/tasks', query: 'kind=ERRAND' }
    await lead.post('/people/saved-views', view)
    const again = await lead.post('/people/saved-views', { ...view, query: 'kind=DESIGN_BRIEF' })
    expect(again.status).toBe(422)
    const page = load(again.text)
    expect(page('.ho-error').text()).toContain('已有同名的视图')
    expect(page('input[name="name"]').attr('value')).toBe('急事')
    expect(page('input[name="query"]').attr('value')).toBe('kind=DESIGN_BRIEF')
    for (const [visitor, list] of [
      [lead, '/people/staff'],
      [designer, '/people/tasks'],
    ] as const)
      expect((await visitor.post('/people/saved-views', { ...view, list })).status).toBe(303)
  })

  it.each([
    ['a page that is no list', { list: '/login' }],
    ['another site', { list: '//example.com' }],
    ['a record', { list: '/people/tasks/1' }],
    ['no name', { name: ' ' }],
    ['a query beyond all measure', { query: `q=${'很'.repeat(700)}` }],
    ['a name beyond all measure', { name: '长'.repeat(41) }],
  ])('is refused for %s', async (_, wrong) => {
    const view = { name: '急事', list: '/people/tasks', query: 'kind=ERRAND' }
    expect((await lead.post('/people/saved-views', { ...view, ...wrong })).status).toBe(422)
    expect(await db.savedView.count()).toBe(0)
  })

  it('is one of twenty at most', async () => {
    const rest = {
      personId: cast.ids['operations-lead'],
      list: '/people/tasks',
      query: '',
      createdAt: new Date(),
    }
    await db.savedView.createMany({ data: Array.from({ length: 20 }, (_, i) => ({ ...rest, name: `${i}` })) })
    const view = { name: '急事', list: '/people/tasks', query: '' }
    const answer = await lead.post('/people/saved-views', view)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('最多保存 20 个视图')
    expect(await db.savedView.count()).toBe(20)
    expect((await lead.post('/people/saved-views', { ...view, list: '/people/staff' })).status).toBe(303)
  })

  it('keeps nothing that may name a buyer', async () => {
    expect(await offered('/orders/orders?part=all&q=tb12345')).toEqual({
      list: '/orders/orders',
      query: 'part=all',
    })
    expect((await offered('/people/tasks?q=货架'))['query']).toBe(`q=${encodeURIComponent('货架')}`)
  })
})
