import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { DAY_MS, inputMinute, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let lead: Visitor
let designer: Visitor
let fields: Record<string, string>

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
  designer = await visit(app, 'designer')
  fields = {
    kind: 'DESIGN_BRIEF',
    title: '双12主图',
    description: '三款主图',
    acceptanceCriteria: '800×800',
    dueAt: inputMinute(plus(now(), 2 * DAY_MS)),
    assigneeId: String(cast.ids.designer),
    duty: '',
    shopId: '',
  }
})

async function asked(changes: Record<string, string> = {}): Promise<string> {
  const answer = await lead.post('/people/tasks', { ...fields, ...changes })
  expect(answer.status).toBe(303)
  return String(answer.headers['location'])
}

describe('tasks', () => {
  it('are asked with a form, and shown with one notice', async () => {
    const path = await asked()
    const page = load((await lead.get(path)).text)
    expect(page('h1').text()).toContain('双12主图')
    expect(page('.ho-notice').text()).toContain('已交办')
    expect(load((await lead.get(path)).text)('.ho-notice')).toHaveLength(0)
  })

  it('keep what was typed when something is missing, with a sentence at the field', async () => {
    const answer = await lead.post('/people/tasks', {
      ...fields,
      title: '',
      description: '很长的说明\n第二行',
    })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('[name="description"]').val()).toBe('很长的说明\n第二行')
    expect(page('.ho-alert').text()).toContain('请填写标题')
    expect(page('[name="title"]').attr('aria-invalid')).toBe('true')
  })

  it('must be asked of a person or a duty, not of both', async () => {
    const answer = await lead.post('/people/tasks', { ...fields, duty: 'DESIGNER' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('请选择承办人或承办岗位中的一项')
  })

  it('show both versions when somebody else was faster, and keep what was typed', async () => {
    const path = await asked()
    const version = load((await lead.get(`${path}/edit`)).text)('[name="_version"]').val() as string
    await lead.post(path, { ...fields, title: '先保存的标题', _version: version })
    const late = await lead.post(path, { ...fields, title: '后保存的标题', _version: version })
    expect(late.status).toBe(409)
    const page = load(late.text)
    expect(page('.ho-conflict').text()).toContain('先保存的标题')
    expect(page('[name="title"]').val()).toBe('后保存的标题')
  })

  it('offer the moves of their state; what is not one’s right is switched off and says why', async () => {
    const path = await asked()
    const page = load((await lead.get(path)).text)
    const accept = page('button:contains("接受")')
    expect(accept.attr('disabled') ?? accept.attr('aria-disabled')).toBeDefined()
    expect(page.text()).toMatch(/需要：承办人[^；]*；可(找|请上级)沈知远/)
    expect(load((await designer.get(path)).text)('form[action$="/moves/accept"]')).toHaveLength(1)
  })

  it('move on by a button and come back to their page', async () => {
    const path = await asked()
    const page = load((await designer.get(path)).text)
    const form = page('form[action$="/moves/accept"]')
    const answer = await designer.post(`${path}/moves/accept`, {
      _version: String(form.find('[name="_version"]').val()),
    })
    expect([answer.status, answer.headers['location']]).toEqual([303, path])
    expect(load((await designer.get(path)).text)('h1').text()).toContain('进行中')
  })

  it('answer a move that came too late with 409 and the state as it is now', async () => {
    const path = await asked()
    await lead.post(`${path}/moves/withdraw`, { _version: '1' })
    const late = await designer.post(`${path}/moves/accept`, { _version: '1' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('已撤回')
  })

  it('demand the remark that a move asks for', async () => {
    const path = await asked()
    const answer = await designer.post(`${path}/moves/decline`, { _version: '1', remark: ' ' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('请填写备注')
  })

  it('do not know moves that their table does not name', async () => {
    const path = await asked()
    for (const move of ['nothing', 'constructor', '__proto__', 'deliver']) {
      expect((await designer.post(`${path}/moves/${move}`, { _version: '1' })).status).toBe(404)
    }
  })

  it('are found, filtered, paged by key and exported as the filter shows them', async () => {
    await db.task.createMany({
      data: Array.from({ length: 60 }, (_, i) => ({
        number: `RW20260101-${String(i + 1).padStart(4, '0')}`,
        kind: 'ERRAND' as const,
        title: `盘点货架 ${i + 1}`,
        description: '-',
        acceptanceCriteria: '-',
        requesterId: cast.ids['operations-lead'],
        assigneeId: cast.ids.designer,
        dueAt: plus(now(), DAY_MS),
        createdAt: now(),
      })),
    })
    const first = load((await lead.get('/people/tasks?part=requested&q=盘点货架')).text)
    expect(first('tbody tr')).toHaveLength(50)
    const next = first('a:contains("下一页")').attr('href') as string
    const second = load((await lead.get(next)).text)
    expect(second('tbody tr')).toHaveLength(10)
    expect(
      load((await lead.get(second('a:contains("上一页")').attr('href') as string)).text)('tbody tr'),
    ).toHaveLength(50)
    const workbook = await lead.get('/people/tasks?part=requested&q=盘点货架&export=xlsx')
    expect(workbook.headers['content-type']).toContain('spreadsheet')
    expect(
      await db.historyEntry.findFirst({ where: { noun: 'people/tasks', deed: 'export' } }),
    ).toMatchObject({
      personId: cast.ids['operations-lead'],
      remark: '任务 60 行',
    })
  })

  it('offer their moves in the row of 今日待办', async () => {
    await asked({ title: '行内接受' })
    const home = load((await designer.get('/')).text)
    const row = home('.ho-work-row').filter((_, element) => home(element).text().includes('行内接受'))
    expect(row.find('form[action$="/moves/accept"]')).toHaveLength(1)
    expect(home('[data-open]').text() + home('.ho-top').text()).toMatch(/\d/)
  })
})

describe('the list of tasks', () => {
  it('shows the columns that were chosen, keeps the one that names the record, and carries the choice along', async () => {
    const page = load((await lead.get('/people/tasks?part=requested&columns=title&columns=due')).text)
    const heads = page('thead th[scope="col"]')
      .map((_, head) => page(head).text())
      .get()
    expect(heads).toEqual(['编号', '标题', '期限'])
    expect(page('.ho-columns input:checked').length).toBe(3)
    expect(page('.ho-columns input[type="hidden"][name="part"]').val()).toBe('requested')
  })
})
