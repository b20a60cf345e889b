import { load } from 'cheerio'
import { describe, expect, it } from 'vitest'
import type { ErrorKind } from '../../src/web/error-pages.ts'
import { errorKind, errorPage } from '../../src/web/error-pages.ts'
import type { FormView } from '../../src/web/parts.ts'
import { field, formOf } from '../../src/web/parts.ts'
import { themeOf } from '../../src/web/theme.ts'
import { Templates } from '../../src/web/views.ts'
import { shellSample } from '../setup/view-app.ts'

const templates = new Templates(false)
const html = (part: string, data: object) => load(templates.part(part, data, shellSample()))

const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
]
const form: FormView = {
  action: '/people/tasks',
  token: 'token',
  submit: '保存',
  fields: [
    field('title', '标题', 'text', '原来的', { required: true }),
    field('kind', '种类', 'select', 'a', { options }),
    field('people', '人员', 'checkboxes', ['a'], { options }),
    field('urgent', '加急', 'checkbox', 'on'),
    field('secret', '密码', 'password'),
    field('number', '单号', 'text', 'RK-1', { disabledBecause: '自动生成' }),
  ],
}
const errors = { title: '太长了', '': '这一天已经结账' }

describe('a form that was refused', () => {
  const typed = (values: Record<string, unknown>) => html('parts/form', formOf(form, { values, errors }))

  it('shows again what was typed, with the errors beside the fields and in the summary', () => {
    const $ = typed({ title: '<新>', kind: 'b', people: ['a', 'b'], secret: 'hidden' })
    expect($('[name="title"]').val()).toBe('<新>')
    expect($('[name="kind"]').val()).toBe('b')
    expect($('[name="people"][checked]').length).toBe(2)
    expect($('[name="urgent"]').attr('checked')).toBeUndefined()
    expect($('[name="secret"]').attr('value')).toBeUndefined()
    expect($('[name="number"]').val()).toBe('RK-1')
    expect($('#f-title-error').text()).toBe('太长了')
    expect($('#f-title').attr('aria-describedby')).toBe('f-title-error')
    expect($('[data-errors] a').attr('href')).toBe('#f-title')
    expect($('[data-errors]').text()).toContain('这一天已经结账')
  })

  it('keeps a single choice of a several-choice field, and survives repeated and missing fields', () => {
    expect(typed({ people: 'b' })('[name="people"][checked]').attr('value')).toBe('b')
    const $ = typed({ title: ['one', 'two'], kind: { a: 1 } })
    expect($('[name="title"]').val()).toBe('one')
    expect($('[name="people"][checked]').length).toBe(0)
  })

  it('keeps sections', () => {
    const sectioned = { ...form, fields: [{ title: '基本', fields: [field('title', '标题')] }] }
    const $ = html('parts/form', formOf(sectioned, { values: { title: 'x' }, errors }))
    expect($('legend').first().text()).toBe('基本')
    expect($('[name="title"]').val()).toBe('x')
  })

  it('keeps a first line break in long text', () => {
    const $ = html('parts/field', field('remark', '备注', 'textarea', '\nzweite'))
    expect($('textarea').text()).toBe('\nzweite')
  })
})

describe('a field', () => {
  it('asks for a choice even when it must be answered', () => {
    const $ = html('parts/field', field('kind', '种类', 'select', '', { options, required: true }))
    expect($('option').first().attr('value')).toBe('')
  })

  it('keeps ids apart by prefix', () => {
    expect(html('parts/form', { ...form, id: 'second' })('#second-title').length).toBe(1)
  })
})

describe('an action', () => {
  const action = (data: object) => html('parts/action', data)
  const post = { label: '驳回', post: '/x/1/moves/return', token: 't1', version: 3 }

  it('is a form with token and version', () => {
    const $ = action({ ...post, fields: { to: '7' } })
    expect($('form').attr('action')).toBe('/x/1/moves/return')
    expect($('[name="_token"]').val()).toBe('t1')
    expect($('[name="_version"]').val()).toBe('3')
    expect($('[name="to"]').val()).toBe('7')
  })

  it('asks for a remark in a panel that works without script', () => {
    const $ = action({ ...post, asks: 'remark' })
    expect($('details > summary').text()).toBe('驳回')
    expect($('details form textarea[name="remark"]').attr('required')).toBeDefined()
    expect(action({ ...post, asks: 'remark?' })('textarea').attr('required')).toBeUndefined()
    expect(action({ ...post, asks: 'nothing' })('textarea').length).toBe(0)
  })

  it('says why it is off, and sends nothing', () => {
    for (const data of [
      { ...post, disabledBecause: '已发货' },
      { label: '去', disabledBecause: '已发货' },
    ]) {
      const $ = action(data)
      expect($('form, a').length).toBe(0)
      expect($('button').attr('title')).toBe('已发货')
      expect($('button').attr('aria-disabled')).toBe('true')
      expect($('button').text()).toContain('不可用：已发货')
    }
  })
})

describe('a table', () => {
  const table = {
    label: '包裹',
    columns: [
      { key: 'a', label: '甲' },
      { key: 'b', label: '乙', hidden: true },
    ],
    rows: [
      { id: '1', cells: { a: '一' } },
      { id: '2', cells: { a: '' }, selectable: false },
    ],
    empty: { title: '没有包裹', text: '导入订单后出现。' },
  }

  it('leaves out columns that are not chosen, and offers them', () => {
    const $ = html('parts/table', { ...table, columnChoice: { keep: [{ name: 'q', value: 'x' }] } })
    expect($('thead th').length).toBe(1)
    expect($('[name="columns"][value="b"]').attr('checked')).toBeUndefined()
    expect($('.ho-columns [name="q"]').val()).toBe('x')
    expect($('.ho-list-tools .ho-columns').length).toBe(1)
  })

  it('gives a column the room that its longest text needs', () => {
    const room = (text: unknown, more = {}) =>
      html('parts/table', {
        ...table,
        columns: [{ key: 'name', label: '名称', ...more }],
        rows: [{ id: '1', cells: { name: text } }],
      })('tbody td').attr('class')
    expect(room('2026-11-23 18:00')).toBe('ho-col-short')
    expect(room('阿卜杜热西提·买买提艾力江')).toBe('ho-col-middle')
    expect(room('杭州慕斯兰黛家居用品有限公司直营店')).toBe('ho-col-middle')
    expect(room('杭州慕斯兰黛家居用品有限公司直营旗舰专卖店')).toBe('ho-col-long')
    expect(room('杭州慕斯兰黛家居用品有限公司直营旗舰专卖店', { width: 'wide' })).toBe('ho-col-wide')
    expect(room('收纳盒', { width: 'wide' })).toBe('ho-col-short')
    expect(room({ text: '75391204478812-75391204478812', mono: true })).toBe('ho-col-short')
    expect(room('12', { numeric: true })).toBe('ho-num')
  })

  it('sends selected rows with the token of the chosen deed', () => {
    const $ = html('parts/table', {
      ...table,
      batch: [{ label: '通过', post: '/moves/accept', token: 't9' }],
    })
    expect($('[name="ids"]').length).toBe(1)
    expect($('[name="ids"]').attr('form')).toBe($('[data-batch]').attr('id'))
    expect($('[data-batch] button[name="_token"]').attr('formaction')).toBe('/moves/accept')
  })

  it('says what to do when it is empty, and prints a dash for an empty cell', () => {
    expect(html('parts/table', { ...table, rows: [] })('.ho-empty').text()).toContain('导入订单后出现')
    expect(html('parts/table', table)('tbody tr').eq(1).text()).toContain('—')
  })
})

describe('an error page', () => {
  it.each<[ErrorKind, number]>([
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['too-large', 413],
    ['invalid', 422],
    ['too-many', 429],
    ['failure', 500],
    ['unavailable', 503],
    ['expired', 403],
  ])('%s has status %i, a way on and the request number', (kind, status) => {
    const answer = errorPage(kind, { requestId: 'r-1' })
    const $ = html('errors/error', answer.page)
    expect(answer.status).toBe(status)
    expect($('a[href="/"]').length).toBe(1)
    expect($('.ho-fault-id').text()).toContain('r-1')
  })

  it('names who may, and whom to ask', () => {
    const { page } = errorPage('forbidden', {
      requestId: 'r',
      allowed: '运营主管',
      holders: ['周敏', '陈立'],
    })
    expect(html('errors/error', page)('dl').text()).toContain('周敏、陈立')
    const alone = errorPage('forbidden', { requestId: 'r' }).page
    expect(html('errors/error', alone)('.ho-fault-steps').text()).toContain('上级')
  })

  it('knows the page of a status', () => {
    expect([404, 400, 418, 500].map(errorKind)).toEqual(['not-found', 'invalid', 'failure', 'failure'])
  })
})

describe('the look', () => {
  it.each([
    [undefined, 'auto'],
    ['theme=dark', 'dark'],
    ['a=1; theme=light; b=2', 'light'],
    ['theme=light; __Host-theme=dark', 'dark'],
    ['theme=<script>', 'auto'],
    ['mytheme=dark', 'auto'],
  ])('of the cookies %s is %s', (cookies, theme) => {
    expect(themeOf(cookies)).toBe(theme)
  })
})

describe('a record', () => {
  const head = { title: '送修返工', state: { label: '待处理', tone: 'warning' }, actions: [], facts: [] }

  it('shows its photos even where it has nothing else to show', () => {
    const photo = { src: '/photos/1', alt: '破损处', text: '赵大勇' }
    const $ = html('pages/record', { head, photos: { title: '照片', photos: [photo] } })
    expect($('img').attr('alt')).toBe('破损处')
  })

  it('offers no number to be copied where it has none', () => {
    expect(html('parts/record-head', head)('.ho-copy').length).toBe(0)
    expect(html('parts/record-head', { ...head, number: 'GL20261120-0001' })('.ho-copy').length).toBe(1)
  })
})

describe('a message', () => {
  it('keeps the number of a document on one line, and every other word as it is', () => {
    const text = '已到期：复核 <PD20261126-0001> 等 2 件'
    const $ = html('parts/notices', { notices: [{ text, at: '今天', unread: false, href: '/' }] })
    expect($('a').text()).toBe(text)
    expect($('.ho-whole').text()).toBe('PD20261126-0001')
  })
})
