import { Writable } from 'node:stream'
import xlsx from '@e965/xlsx'
import { load } from 'cheerio'
import type { Response } from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { createLog } from '../../src/web/log.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { csv, importFile } from '../features/orders/files.ts'
import { crewOf, packed } from '../features/warehouse/shipments/flow.ts'
import { CANARIES, tracesIn } from '../setup/canaries.ts'
import type { Member } from '../setup/cast.ts'
import { MEMBERS, actor } from '../setup/cast.ts'
import { addressOf, doorName, entries, whoMay } from '../setup/doors.ts'
import { OpenHouse } from '../setup/open-house.ts'
import { NOW, stocked, warehouse } from '../setup/parcels.ts'

/**
 * Buyers come in with a file, their orders are released and packed, people look, search, export and reveal. Nowhere but
 * on the page of the one who reveals do their names, phones and streets appear.
 */
let house: OpenHouse
let log = ''

/** Everybody tells the shop in their own words who they are. */
const words = ({ nick, name, phone, address }: (typeof CANARIES)[number]): string =>
  `我是${nick}，请寄给${name}，电话${phone}，${address}`

beforeAll(async () => {
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString()
      done()
    },
  })
  house = await OpenHouse.open({ log: createLog('trace', destination) })
  await warehouse()
  const goods = await stocked(20)
  const rows = CANARIES.map((canary, i) => ({
    订单编号: String(700_000_000_000_000_001n + BigInt(i)),
    买家会员名: canary.nick,
    支付单号: '1',
    订单状态: '买家已付款，等待卖家发货',
    收货人姓名: canary.name,
    收货地址: canary.address,
    联系手机: canary.phone,
    买家留言: i === 0 ? words(canary) : '',
    订单备注: i === 0 ? words(canary) : '',
    订单创建时间: '2026-11-20 08:00:00',
    订单付款时间: '2026-11-20 08:01:00',
    宝贝标题: '风衣',
    宝贝总数量: '1',
  }))
  // A row that can't be imported is kept with its reasons, and offered as a file.
  const bad = { ...rows[1], 订单编号: 'not a number' }
  const specialist = await actor(house.cast, 'operations-specialist')
  await importFile(specialist, house.cast.shopId, await csv('ExportOrderList1.csv', [...rows, bad]))
  const meaning = { shopId: house.cast.shopId, code: goods.code, createdAt: NOW }
  await db.merchantCode.create({
    data: { ...meaning, components: { create: { skuId: goods.id, quantity: 1 } } },
  })
  const items = rows.map(({ 订单编号 }, i) => ({
    子订单编号: `${订单编号.slice(0, -1)}${i + 5}`,
    主订单编号: 订单编号,
    标题: '风衣',
    价格: '10.00',
    购买数量: '1',
    外部系统编号: goods.code,
    商家编码: goods.code,
    订单状态: '买家已付款，等待卖家发货',
    订单创建时间: '2026-11-20 08:00:00',
  }))
  await importFile(specialist, house.cast.shopId, await csv('ExportOrderDetailList1.csv', items))
  expect(await db.order.count()).toBe(CANARIES.length)
  await bringOnTheirWay()
}, 60_000)

/** The one who wrote a message is held and released by hand; both parcels are picked and packed. */
async function bringOnTheirWay(): Promise<void> {
  const specialist = await house.as('operations-specialist')
  for (const { id, version } of await db.orderReview.findMany({ where: { state: 'HELD' } })) {
    const release = `/orders/reviews/${id}/release`
    expect(
      (await specialist.post(release, { _version: String(version), instruction: '送礼物' })).status,
    ).toBe(303)
  }
  expect(await packed(await crewOf(house.cast))).toHaveLength(CANARIES.length)
}

const pages = entries.flatMap(({ noun, routes }) =>
  routes.filter(({ method }) => method === 'get').map((door) => ({ noun, door })),
)

/** Rows that could not be imported go back to those who brought them, as they stand in the file. */
const REVEALING = new Set(['GET /orders/imports/:id/bad-rows'])

/** Records of a noun; with the first, its neighbours on pages are there as well. */
async function idsOf({ model }: Noun): Promise<number[]> {
  const name = (model.charAt(0).toLowerCase() + model.slice(1)) as 'task'
  const rows = await db[name].findMany({ select: { id: true }, take: 2, orderBy: { id: 'desc' } })
  return rows.map(({ id }) => id)
}

/** What a person reads in an answer, be it a page, a workbook or another file. */
function readable(answer: Response): string {
  if (!String(answer.headers['content-type']).includes('spreadsheetml'))
    return answer.text ?? String(answer.body)
  const { Sheets } = xlsx.read(answer.body)
  return Object.values(Sheets)
    .map((sheet) => xlsx.utils.sheet_to_csv(sheet))
    .join('\n')
}

async function look(member: Member, address: string): Promise<string> {
  const answer = await (await house.as(member)).get(address).buffer(true).parse(collected)
  expect(answer.status, `${member} ${address}`).toBeLessThan(500)
  const { body } = answer as { body: Buffer }
  const text = readable({ ...answer, headers: answer.headers, body, text: body.toString() } as Response)
  expect(tracesIn(text), `${member} ${address}`).toEqual([])
  return text
}

function collected(answer: Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  const stream = answer as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.on('end', () => done(null, Buffer.concat(chunks)))
}

describe('buyers are seen by nobody', () => {
  it.each(MEMBERS)(
    'on the pages and in the exports of %s',
    async (member) => {
      for (const address of ['/', '/?whose=team']) await look(member, address)
      for (const { noun, door } of pages) {
        if (REVEALING.has(doorName(noun, door)) || !whoMay(noun, { ...door, path: '/' }).includes(member))
          continue
        const ids = door.path.includes(':id') ? await idsOf(noun) : [undefined]
        for (const id of ids) {
          const text = await look(member, addressOf(noun, door, id))
          const $ = load(text)
          for (const link of $('a[download][href^="/"]').toArray())
            await look(member, $(link).attr('href') ?? '')
        }
      }
    },
    60_000,
  )

  it('but by the one who reveals them, on that page alone', async () => {
    const [order] = await db.order.findMany({ orderBy: { id: 'asc' } })
    const agent = await house.as('service-agent')
    const answer = await agent.post(`/orders/orders/${order?.id}/reveal`, { remark: '核对地址' })
    const [canary] = CANARIES
    for (const text of [canary?.name, canary?.phone, canary?.address]) expect(answer.text).toContain(text)
    await look('service-agent', `/orders/orders/${order?.id}`)
  })

  it('or who takes bad rows back; history remembers both', async () => {
    const specialist = await house.as('operations-specialist')
    for (const { id } of await db.import.findMany()) await specialist.get(`/orders/imports/${id}/bad-rows`)
    const deeds = await db.historyEntry.findMany({
      where: { deed: { in: ['reveal', 'bad-rows'] } },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed, personId }) => [deed, personId])).toEqual([
      ['reveal', house.cast.ids['service-agent']],
      ['bad-rows', house.cast.ids['operations-specialist']],
      ['bad-rows', house.cast.ids['operations-specialist']],
    ])
  })

  it('in the database, whoever reads it without the key', async () => {
    for (const { nick, name, phone } of CANARIES) {
      for (const text of [nick, name, phone]) {
        await (await house.as('service-agent')).get(`/orders/orders?q=${encodeURIComponent(text)}`)
        await (await house.as('service-agent')).get(`/orders/buyers?q=${encodeURIComponent(text)}`)
      }
    }
    const { rows: tables } = await pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    )
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`SELECT t::text AS text FROM "${name}" t`)
      expect(tracesIn(rows.map(({ text }) => text).join('\n')), name).toEqual([])
    }
  })

  it('in the log, though it tells of every request', () => {
    expect(log).toContain('"path":"/orders/buyers"')
    expect(tracesIn(log)).toEqual([])
    expect(tracesIn(decodeURIComponent(log.replaceAll(/%(?![0-9A-F]{2})/gi, '%25')))).toEqual([])
  })
})
