import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { dayOf, now } from '../../../../src/lib/dates.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { PASSWORD, castIn } from '../../../setup/cast.ts'
import { Visitor, testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let owner: Visitor
let designer: Visitor

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  owner = await visit(app, 'owner')
  designer = await visit(app, 'designer')
})

const names = (html: string): string[] =>
  load(html)('tbody tr td:first-child')
    .toArray()
    .map((cell) => load(cell).text().trim())
const versionOf = async (id: number) => String((await db.person.findUniqueOrThrow({ where: { id } })).version)

const newcomer = () => ({
  employeeNumber: 'E3001',
  name: '唐果',
  hiredOn: dayOf(now()),
  position: 'SERVICE_AGENT',
  superiorId: String(cast.ids['service-lead']),
  shopIds: [String(cast.shopId)],
  duties: ['SERVICE_AGENT', 'PURCHASING'],
})

describe('the list of people', () => {
  it.each([
    ['q=周敏', ['周敏']],
    ['q=zm', ['周敏']],
    ['q=operations', ['周敏', '林一帆']],
    ['q=%25', []],
    ['position=DESIGNER', ['苏婉']],
    ['state=LEFT', []],
  ])('finds by %s', async (query, expected) => {
    await db.person.update({ where: { id: cast.ids['operations-lead'] }, data: { pinyin: 'zhoumin zm' } })
    expect(names((await owner.get(`/people/staff?${query}`)).text)).toEqual(expected)
  })

  it('filters by shop', async () => {
    expect(names((await owner.get(`/people/staff?shop=${cast.otherShopId}`)).text)).toEqual(['陌生人'])
  })

  it('makes a handful of statements, however many people there are', async () => {
    const { statements } = await countStatements(() => owner.get('/people/staff'))
    expect(statements.length).toBeLessThanOrEqual(8)
  })

  it('pages by key', async () => {
    const at = now()
    for (let i = 0; i < 60; i += 1) {
      await db.person.create({
        data: {
          employeeNumber: `p${String(i).padStart(3, '0')}`,
          name: `员工${i}`,
          pinyin: 'yuangong yg',
          hiredOn: at,
          createdAt: at,
          assignments: { create: { position: 'SERVICE_AGENT', startsAt: at } },
        },
      })
    }
    const first = load((await owner.get('/people/staff?q=yg')).text)
    expect(first('tbody tr')).toHaveLength(50)
    const next = first('a[rel=next]').attr('href') ?? ''
    const second = load((await owner.get(next)).text)
    expect(second('tbody tr')).toHaveLength(10)
    const back = load((await owner.get(second('a[rel=prev]').attr('href') ?? '')).text)
    expect(back('tbody tr')).toHaveLength(50)
  })
})

describe('a person’s page', () => {
  it('shows colleagues who somebody is, and the file only to those who may read it', async () => {
    const path = `/people/staff/${cast.ids['service-agent']}`
    const plain = await designer.get(path)
    expect(plain.text).toContain('何嘉')
    expect(plain.text).not.toContain('任职经历')
    expect(plain.text).not.toContain('操作记录')
    expect(plain.text).not.toContain('最近登录')
    const lead = await visit(app, 'service-lead')
    expect((await lead.get(path)).text).toContain('任职经历')
    expect((await lead.get(path)).text).not.toContain('最近登录')
    expect((await owner.get(path)).text).toContain('最近登录')
  })

  it('shows deeds one may not do switched off, with the reason', async () => {
    const own = load((await designer.get(`/people/staff/${cast.ids.designer}`)).text)
    const off = own('[aria-disabled=true]')
      .toArray()
      .map((button) => own(button).text())
    expect(off.join(' ')).toMatch(/需要：[^；]*店铺负责人[^；]*；可找沈知远（店铺负责人）/)
  })

  it('hides those who have left from colleagues', async () => {
    await db.person.update({ where: { id: cast.ids.stranger }, data: { state: 'LEFT' } })
    expect((await designer.get(`/people/staff/${cast.ids.stranger}`)).status).toBe(404)
    expect((await owner.get(`/people/staff/${cast.ids.stranger}`)).status).toBe(200)
    await db.person.update({ where: { id: cast.ids.stranger }, data: { state: 'ACTIVE' } })
  })
})

describe('somebody new', () => {
  it('is registered, given a first password that is shown once, signs in with it and must change it', async () => {
    const answer = await owner.post('/people/staff', newcomer())
    const next = answer.headers['location'] as string
    expect(next).toMatch(/^\/people\/staff\/\d+\/password-reset$/)
    const id = Number(next.split('/')[3])
    expect(await db.assignmentDuty.findMany({ where: { assignment: { personId: id } } })).toMatchObject([
      { duty: 'PURCHASING' },
    ])
    const form = {
      _version: await versionOf(id),
      _token: '00000000-0000-4000-8000-00000000000a',
      current: PASSWORD,
    }
    const shown = await owner.post(next, form)
    const password = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(load(shown.text)('main').text())?.[0] ?? ''
    expect([shown.status, shown.headers['cache-control']]).toEqual([200, 'no-store'])
    const again = await owner.post(next, form)
    expect(again.text).toContain('已经生成过')
    expect(again.text).not.toContain(password)

    const everywhere = JSON.stringify([
      await db.session.findMany(),
      await db.formToken.findMany(),
      await db.account.findMany(),
    ])
    expect(everywhere).not.toContain(password)

    const signedIn = await new Visitor(app).signIn('E3001' as Member, password)
    expect((await signedIn.get('/')).headers['location']).toBe('/password')
  })

  it.each([
    [{ employeeNumber: '' }, '请填写工号'],
    [{ employeeNumber: '-x' }, '只能用字母'],
    [{ employeeNumber: 'owner' }, '已经有人使用'],
    [{ name: '😀'.repeat(41) }, '不能超过 40 个字'],
    [{ hiredOn: '2026-02-30' }, '不是有效的日期'],
    [{ position: 'PURCHASING' }, '请选择岗位'],
    [{ duties: ['KING'] }, '请选择兼任职责'],
    [{ superiorId: '999999' }, '不在职'],
    [{ superiorId: 'x' }, '请选择直属上级'],
    [{ shopIds: [] }, '至少选择一个店铺'],
    [{ shopIds: ['999999'] }, '不存在'],
    [{ shopIds: ['99999999999'] }, '请选择店铺'],
  ])('with %j is refused at the field, and nothing typed is lost', async (wrong, words) => {
    const people = await db.person.count()
    const answer = await owner.post('/people/staff', {
      ...newcomer(),
      employeeNumber: 'E4',
      name: '<b>唐</b>',
      ...wrong,
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(answer.text).not.toContain('<b>唐')
    expect(load(answer.text)('input[name=hiredOn]').attr('value')).toBeTruthy()
    expect(await db.person.count()).toBe(people)
  })

  it('needs no shop when the position sees all of them', async () => {
    const answer = await owner.post('/people/staff', {
      ...newcomer(),
      employeeNumber: 'E5',
      position: 'HR',
      shopIds: [],
      duties: [],
    })
    expect(answer.status).toBe(303)
  })
})

describe('administration in the browser', () => {
  it('changes an assignment by its own form', async () => {
    const id = cast.ids['data-analyst']
    const answer = await owner.post(`/people/staff/${id}/assignment`, {
      _version: await versionOf(id),
      position: 'DATA_ANALYST',
      duties: 'DESIGNER',
      superiorId: String(cast.ids['operations-lead']),
      shopIds: [String(cast.shopId), String(cast.otherShopId)],
      remark: '兼做图',
    })
    expect([answer.status, answer.headers['location']]).toEqual([303, `/people/staff/${id}`])
    const page = await owner.get(`/people/staff/${id}`)
    for (const words of ['兼任：美工', '调整任职', '兼做图', '示例旗舰店、另一家店'])
      expect(page.text).toContain(words)
  })

  it('shows both texts when somebody else was faster', async () => {
    const id = cast.ids['data-analyst']
    const stale = await versionOf(id)
    await db.person.update({ where: { id }, data: { name: '钱思思', version: { increment: 1 } } })
    const answer = await owner.post(`/people/staff/${id}`, {
      _version: stale,
      employeeNumber: 'data-analyst',
      name: '钱思远',
      hiredOn: '2026-01-05',
    })
    expect(answer.status).toBe(409)
    const conflict = load(answer.text)('.ho-conflict').text()
    expect(conflict).toContain('钱思远')
    expect(conflict).toContain('钱思思')
  })

  it('changes an employee number only with one’s own password', async () => {
    const id = cast.ids['data-analyst']
    const path = `/people/staff/${id}`
    const form = async (more: Record<string, string>) => ({
      _version: await versionOf(id),
      employeeNumber: 'E900',
      name: '钱思明',
      hiredOn: '2026-01-05',
      ...more,
    })
    for (const [current, words] of [
      ['', '修改工号时，请填写您的密码'],
      ['wrong password', '密码不正确'],
    ] as const) {
      const page = load((await owner.post(path, await form({ current }))).text)
      expect(page('[name=current]').closest('.ho-field').text()).toContain(words)
      expect(page('[name=name]').attr('value')).toBe('钱思明')
    }
    expect(await db.person.findUnique({ where: { id } })).toMatchObject({ employeeNumber: 'data-analyst' })
    expect((await owner.post(path, await form({ current: PASSWORD }))).status).toBe(303)
    expect((await owner.post(path, await form({ name: '钱思亮' }))).status).toBe(303)
    expect(await db.person.findUnique({ where: { id } })).toMatchObject({
      employeeNumber: 'E900',
      name: '钱思亮',
    })
  })

  it('lists what a leaver holds and refuses until somebody takes it', async () => {
    const id = cast.ids['data-analyst']
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'x',
        title: '周报数据',
        ownerId: id,
        openedAt: now(),
      },
    })
    expect((await owner.get(`/people/staff/${id}/leave`)).text).toContain('周报数据')
    const form = { _version: await versionOf(id), leftOn: dayOf(now()), remark: '个人原因' }
    const refused = await owner.post(`/people/staff/${id}/leave`, form)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('还有工作没有人接手')
    const answer = await owner.post(`/people/staff/${id}/leave`, {
      ...form,
      successorId: String(cast.ids.designer),
    })
    expect(answer.status).toBe(303)
    const page = await owner.get(`/people/staff/${id}`)
    expect(page.text).toContain('离职')
    expect(page.text).toContain('工作交接给')
  })

  it('suspends, ends the session at once, and resumes', async () => {
    const hr = await visit(app, 'hr')
    const id = cast.ids.hr
    await owner.post(`/people/staff/${id}/suspend`, { _version: await versionOf(id), remark: '核实' })
    expect((await hr.get('/')).headers['location']).toMatch(/^\/login/)
    const answer = await owner.post(`/people/staff/${id}/moves/resume`, { _version: await versionOf(id) })
    expect(answer.status).toBe(303)
    await visit(app, 'hr')
  })

  it('does not exist for moves that have a form of their own', async () => {
    const id = cast.ids.designer
    expect(
      (await owner.post(`/people/staff/${id}/moves/leave`, { _version: await versionOf(id) })).status,
    ).toBe(404)
  })
})
