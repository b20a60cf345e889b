import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { POSITIONS } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { guides } from '../../../../src/features/people/organization/guides.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
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

describe('the chart', () => {
  it('puts everybody in service under the superior', async () => {
    const page = load((await owner.get('/people/organization')).text)
    const name = (id: number) => page(`.ho-tree a[href="/people/staff/${id}"]`)
    expect(page('.ho-tree a')).toHaveLength(Object.keys(cast.ids).length)
    const above = name(cast.ids.designer)
      .closest('ul')
      .closest('li')
      .children('.ho-tree-box')
      .find('a')
      .text()
    expect(above).toBe('周敏')
    expect(name(cast.ids.owner).closest('ul').hasClass('ho-tree')).toBe(true)
  })

  it('shows colleagues nobody who is suspended', async () => {
    await db.person.update({ where: { id: cast.ids.hr }, data: { state: 'SUSPENDED' } })
    const designer = await visit(app, 'designer')
    expect((await designer.get('/people/organization')).text).not.toContain('冯晓')
    expect((await owner.get('/people/organization')).text).toContain('冯晓')
    await db.person.update({ where: { id: cast.ids.hr }, data: { state: 'ACTIVE' } })
  })
})

describe('responsibilities', () => {
  it('are written for every position', () => {
    for (const position of POSITIONS) expect(guides[position].length, position).toBeGreaterThanOrEqual(5)
  })

  it('are shown to their holder, extra duties included', async () => {
    const designer = await visit(app, 'designer')
    const page = await designer.get('/people/organization/mine')
    expect(load(page.text)('.ho-duties h2').text()).toBe('美工')
    expect(page.text).toContain(guides.DESIGNER[0] ?? '')
    await db.assignmentDuty.create({
      data: {
        assignmentId: (await db.assignment.findFirstOrThrow({ where: { personId: cast.ids.designer } })).id,
        duty: 'HR',
      },
    })
    expect(load((await designer.get('/people/organization/mine')).text)('.ho-duties h2').text()).toBe(
      '美工人事',
    )
  })

  it('are rewritten by the owner, line by line, with history and without losing a faster change', async () => {
    const path = '/people/organization/guides/DESIGNER'
    const form = { responsibilities: ' 做图 \r\n\r\n备份 ', _version: '0' }
    expect((await owner.post(path, form)).status).toBe(303)
    expect(await db.positionGuide.findUnique({ where: { position: 'DESIGNER' } })).toMatchObject({
      responsibilities: '做图\n备份',
      version: 1,
    })
    const late = await owner.post(path, { ...form, responsibilities: '别的' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('别的')
    const [line] = await db.historyEntry.findMany({ where: { noun: 'people/organization' } })
    expect(line).toMatchObject({
      deed: 'edit-guide',
      changes: { responsibilities: [guides.DESIGNER.join('\n'), '做图\n备份'] },
    })
    const texts = load((await owner.get('/people/organization/guides')).text)
    expect(
      texts('#guide-DESIGNER')
        .closest('section')
        .find('li')
        .toArray()
        .map((li) => texts(li).text()),
    ).toEqual(['做图', '备份'])
  })

  it('of something that is no position do not exist', async () => {
    expect((await owner.get('/people/organization/guides/KING/edit')).status).toBe(404)
    expect((await owner.get('/people/organization/guides/toString/edit')).status).toBe(404)
  })
})
