import type { CheerioAPI } from 'cheerio'
import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { DAY_MS, HOUR_MS, addDays, dayOf, moment, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { shipment, sku } from '../../../setup/goods.ts'
import { proposal } from '../../../setup/restocks.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let app: Application

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  app = testApp()
})

let subjects = 0
const item = (data: object) =>
  db.workItem.create({
    data: {
      noun: 'people/tasks',
      subjectId: (subjects += 1),
      kind: `K${subjects}`,
      title: `事项${subjects}`,
      openedAt: plus(now(), -DAY_MS),
      ...data,
    },
  })
const home = async (member: Member, address = '/'): Promise<CheerioAPI> =>
  load((await (await visit(app, member)).get(address)).text)

/** The groups of the page with their counts and lines. */
const groups = (page: CheerioAPI): Record<string, string[]> =>
  Object.fromEntries(
    page('.ho-work')
      .toArray()
      .map((group) => [
        page(group).find('h3').text().trim(),
        page(group)
          .find('.ho-work-what a')
          .toArray()
          .map((line) => page(line).text()),
      ]),
  )
const figures = (page: CheerioAPI): Record<string, string> =>
  Object.fromEntries(
    page('.ho-figure')
      .toArray()
      .map((figure) => [
        page(figure).find('.ho-figure-label').text().trim(),
        page(figure).find('.ho-figure-value').text().trim(),
      ]),
  )

describe('今日待办', () => {
  it('stands in three parts by deadline, each with its count', async () => {
    const ownerId = cast.ids.designer
    const tomorrow = moment(addDays(dayOf(now()), 1))
    await item({ ownerId, title: '昨天', dueAt: plus(now(), -DAY_MS) })
    await item({ ownerId, title: '今天', dueAt: plus(tomorrow, -1) })
    await item({ ownerId, title: '明天', dueAt: tomorrow })
    await item({ ownerId, title: '随时' })
    await item({ ownerId: cast.ids.hr, title: '别人的' })
    await item({ ownerId, title: '办完的', closedAt: now() })
    expect(groups(await home('designer'))).toEqual({
      已超时1: ['昨天'],
      今天1: ['今天'],
      以后2: ['明天', '随时'],
    })
  })

  it('says what to expect when there is nothing to do', async () => {
    const page = await home('designer')
    expect(groups(page)).toEqual({})
    expect(page.text()).toContain('没有待办')
  })

  it('shows many parcels alike as one line that leads to where they are dealt with together', async () => {
    const duty = { duty: 'OPERATIONS_LEAD', shopId: cast.shopId, dueAt: plus(now(), -HOUR_MS) }
    for (let i = 0; i < 60; i += 1) await item({ ...duty, noun: 'warehouse/shipments', kind: 'READY' })
    for (let i = 0; i < 4; i += 1) await item({ ...duty, kind: 'SPECIAL', title: `核对${i}` })
    for (let i = 0; i < 3; i += 1)
      await item({ ...duty, noun: 'orders/reviews', kind: 'HELD', title: `审核${i}` })
    await item({ ownerId: cast.ids['operations-lead'], title: '盘点', dueAt: plus(now(), -HOUR_MS) })
    const page = await home('operations-lead')
    expect(groups(page)).toEqual({
      已超时68: [
        '待分波次 60 件',
        ...['核对0', '核对1', '核对2', '核对3'],
        ...['审核0', '审核1', '审核2'],
        '盘点',
      ],
    })
    expect(page('.ho-work-what a:contains("待分波次")').attr('href')).toBe('/warehouse/shipments?part=ready')
    expect(page('.ho-more[href^="/people/work-items"]')).toHaveLength(0)
  })

  it('keeps apart what is of another urgency or another person', async () => {
    const parcel = { noun: 'warehouse/shipments', kind: 'PICKED', duty: 'WAREHOUSE_CLERK' }
    for (let i = 0; i < 5; i += 1) await item({ ...parcel, dueAt: plus(now(), -HOUR_MS) })
    for (let i = 0; i < 6; i += 1) await item(parcel)
    for (let i = 0; i < 7; i += 1) await item({ ...parcel, ownerId: cast.ids['warehouse-clerk'] })
    const { 已超时5: late, ...rest } = groups(await home('warehouse-clerk'))
    expect(late).toEqual(['待验货打包 5 件'])
    expect(rest).toEqual({ 以后13: ['待验货打包 6 件', '待验货打包 7 件'] })
  })

  it('leads to the rest where not all fit', async () => {
    for (let i = 0; i < 55; i += 1) await item({ ownerId: cast.ids.designer })
    const page = await home('designer')
    expect(page('.ho-work-row')).toHaveLength(50)
    expect(page('.ho-more[href="/people/work-items"]').text()).toBe('查看全部 55 项')
  })
})

describe('the team', () => {
  it('is there for those who lead somebody: what their people must do, and how each of them stands', async () => {
    await item({ ownerId: cast.ids.designer, title: '做主图', dueAt: plus(now(), -HOUR_MS) })
    await item({ ownerId: cast.ids.designer, title: '做详情页' })
    await item({ ownerId: cast.ids['data-analyst'], title: '出日报' })
    await item({ duty: 'WAREHOUSE_CLERK', title: '拣货' })
    await item({ ownerId: cast.ids['service-agent'], title: '回访' })
    const page = await home('operations-lead', '/?whose=team')
    expect(Object.values(groups(page)).flat()).toEqual(['做主图', '做详情页', '出日报', '拣货'])
    const team = page('.ho-team li')
      .toArray()
      .map((row) => [
        page(row).find('a').text(),
        ...page(row)
          .find('.ho-team-count')
          .toArray()
          .map((count) => page(count).text()),
      ])
    expect(team.slice(0, 2)).toEqual([
      ['苏婉', '待办2', '超时1'],
      ['钱思', '待办1', '超时0'],
    ])
    expect(team).toHaveLength(4)
    expect((await home('operations-lead'))('.ho-team')).toHaveLength(0)
    expect((await home('designer'))('a[href="/?whose=team"]')).toHaveLength(0)
  })
})

describe('figures', () => {
  const SELLER = ['今日付款', '待发货订单', '待审核订单', '未付款订单']
  const RETURNS = ['待验收退货', '寄回未到', '无主包裹']
  const SERVICE = ['待审核订单', '未付款待跟进', '待发货订单', ...RETURNS]
  const PURCHASING = ['今日应到货', '待采购补货']
  const LEAD = [
    ...['待分波次', '缺货包裹', '已拦截', '已超发货时限', '今日已发包裹', '近 7 天发货准时率'],
    ...PURCHASING,
    '待复核盘点',
  ]
  const CLERK = [
    '待拣货包裹',
    '待验货打包',
    '待交接快递',
    '已超发货时限',
    '4 小时内到限',
    '今日已发',
    '近 7 天发货准时率',
    '待验收到货',
    ...RETURNS,
    '近 30 天打包差错率',
  ]
  const TASKS = ['我的任务', '超时任务', '任务按时交付率']
  const TEAM = ['团队任务按时交付率']

  it.each([
    ['owner', [...SELLER, ...LEAD, ...TEAM]],
    ['operations-lead', [...SELLER, ...LEAD, ...TEAM]],
    ['operations-specialist', [...SELLER, '已拦截待处理', '待平台确认的发货表', '缺货包裹', '已超发货时限']],
    ['service-lead', [...SERVICE, ...TEAM]],
    ['service-agent', SERVICE],
    ['designer', TASKS],
    ['warehouse-clerk', CLERK],
    ['data-analyst', [...SELLER, ...TASKS]],
    ['quality-inspector', TASKS],
    ['hr', TASKS],
  ] as const)('of %s are those of the position', async (member, labels) => {
    expect(Object.keys(figures(await home(member)))).toEqual(labels)
  })

  it('tell who buys what should come, what didn’t, and what to order', async () => {
    const personId = cast.ids['data-analyst']
    const assignment = await db.assignment.findFirstOrThrow({ where: { personId, endsAt: null } })
    await db.assignmentDuty.create({ data: { assignmentId: assignment.id, duty: 'PURCHASING' } })
    const today = dayOf(now())
    const expected = (number: string, day: number, state: 'EXPECTED' | 'ARRIVED' = 'EXPECTED') =>
      db.delivery.create({
        data: { number, state, expectedBy: moment(addDays(today, day), 24 * 60 - 1), createdAt: now() },
      })
    await expected('DH1', -1)
    await expected('DH2', 0)
    await expected('DH3', 1)
    await expected('DH4', 0, 'ARRIVED')
    await proposal(10)
    const page = await home('data-analyst')
    expect(figures(page)).toMatchObject({ 今日应到货: '1', 待采购补货: '1' })
    expect(page('.ho-figure-hint').text()).toContain('1 单逾期未到')
    const clerk = await home('warehouse-clerk')
    expect(figures(clerk)).toMatchObject({ 待验收到货: '1' })
    expect(clerk('.ho-figure-hint').text()).toContain('今日应到 1 单')
  })

  it('tell how punctually parcels left', async () => {
    const { id: skuId } = await sku()
    const left = async (daysAgo: number, late: boolean) => {
      const { id } = await shipment([{ skuId, quantity: 1 }], { state: 'SHIPPED', shopId: cast.shopId })
      const shippedAt = plus(now(), -daysAgo * DAY_MS)
      await db.shipment.update({
        where: { id },
        data: { shippedAt, shipBy: plus(shippedAt, late ? -HOUR_MS : HOUR_MS) },
      })
    }
    for (const [daysAgo, late] of [
      [1, false],
      [2, false],
      [6, true],
      [20, false],
      [40, true],
    ] as const)
      await left(daysAgo, late)
    const page = await home('warehouse-clerk')
    expect(figures(page)).toMatchObject({ '近 7 天发货准时率': '66.7%' })
    expect(page('.ho-figure-hint').text()).toContain('近 30 天 75.0%')
    expect(figures(await home('operations-lead'))).toMatchObject({ '近 7 天发货准时率': '66.7%' })
  })

  it('tell how punctually tasks were handed in, credited to who did', async () => {
    const ownerId = cast.ids.designer
    const handedIn = (hoursLate: number, daysAgo = 1) => {
      const closedAt = plus(now(), -daysAgo * DAY_MS)
      return item({
        ownerId,
        kind: 'IN_PROGRESS',
        closedAt,
        outcome: 'deliver',
        dueAt: plus(closedAt, -hoursLate * HOUR_MS),
      })
    }
    await handedIn(-1)
    await handedIn(-1)
    await handedIn(1)
    await handedIn(1, 31)
    await item({ ownerId, closedAt: now(), outcome: 'decline' })
    await item({ ownerId, dueAt: plus(now(), -HOUR_MS) })
    expect(figures(await home('designer'))).toEqual({
      我的任务: '1',
      超时任务: '1',
      任务按时交付率: '66.7%',
    })
    expect(figures(await home('operations-lead'))).toMatchObject({ 团队任务按时交付率: '66.7%' })
    expect(figures(await home('hr'))).toMatchObject({ 任务按时交付率: '—' })
  })
})
