import { PassThrough } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { pino } from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../src/database/client.ts'
import type { Cast } from '../../setup/cast.ts'
import { actor, castIn } from '../../setup/cast.ts'
import { sku } from '../../setup/goods.ts'
import type { Visitor } from '../../setup/web.ts'
import { testApp, visit } from '../../setup/web.ts'
import { csv, importFile } from './files.ts'

/** Who must be found nowhere but where they are revealed: in the encrypted table, in nothing else. */
const BUYERS = [
  { nick: 'tb金丝雀鸟', name: '金丝雀', phone: '13912345678', street: '黄鹂路77号2幢301室' },
  { nick: 'tb画眉先生', name: '画眉', phone: '13787654321', street: '白头翁大道88号' },
]
const TELLING = [...BUYERS.flatMap((buyer) => Object.values(buyer)), '黄鹂路', '白头翁', '77号']

const rowOf = (buyer: (typeof BUYERS)[number], parts: Record<string, string>): Record<string, string> => ({
  订单编号: '461000000000007001',
  支付单号: '1',
  买家会员名: buyer.nick,
  订单状态: '买家已付款，等待卖家发货',
  订单创建时间: '2026-11-20 08:00:00',
  订单付款时间: '2026-11-20 08:01:00',
  收货人姓名: buyer.name,
  联系手机: buyer.phone,
  联系电话: buyer.phone,
  收货地址: `浙江省 杭州市 余杭区 ${buyer.street}`,
  买家留言: `我是${buyer.name}，请打${buyer.phone}`,
  商家备忘: `${buyer.nick}要求送到${buyer.street}，联系${buyer.name}`,
  异常信息: `${buyer.name}的包裹`,
  修改后的收货地址: '',
  总金额: '10.00',
  ...parts,
})

let cast: Cast
let specialist: Visitor
let agent: Visitor
const lines: string[] = []

beforeAll(async () => {
  cast = await castIn()
  const sink = new PassThrough()
  sink.on('data', (line: Buffer) => lines.push(line.toString()))
  const app = testApp({ log: pino({ level: 'trace' }, sink) })
  specialist = await visit(app, 'operations-specialist')
  agent = await visit(app, 'service-agent')
  const person = await actor(cast, 'operations-specialist')
  const [first, second] = BUYERS as [(typeof BUYERS)[number], (typeof BUYERS)[number]]
  const bad = rowOf(first, { 订单编号: '461000000000007009', 总金额: first.name, 买家留言: first.phone })
  await importFile(person, cast.shopId, await csv('Export202611200010.csv', [rowOf(first, {}), bad]))
  const moved = {
    修改后的收货地址: `上海 上海市 浦东新区 ${second.street}`,
    商家备忘: `改成${second.name} ${second.phone}`,
  }
  await importFile(person, cast.shopId, await csv('Export202611200020.csv', [rowOf(first, moved)]))
  await importFile(
    person,
    cast.shopId,
    await csv('Export202611200030.csv', [rowOf(second, { 订单编号: '461000000000007002' })]),
  )
  await sku({ code: 'HAT' })
})

function expectSilence(text: string, where: string): void {
  for (const part of TELLING) expect(text.includes(part), `${part} stands in ${where}`).toBe(false)
}

describe('who a buyer is', () => {
  it('stands in no table in the clear', async () => {
    const tables = await db.$queryRaw<
      { name: string }[]
    >`SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'`
    expect(tables.length).toBeGreaterThan(30)
    for (const { name } of tables) {
      const rows = await db.$queryRawUnsafe<{ text: string }[]>(
        `SELECT to_jsonb(t)::text AS text FROM "${name}" t`,
      )
      expectSilence(rows.map(({ text }) => text).join('\n'), name)
    }
    expect(await db.buyerContact.count({ where: { sealed: { not: null } } })).toBe(2)
  })

  it('stands on no page but the one where it’s revealed, and there once', async () => {
    const paths = [
      ...[
        '/',
        '/orders/orders?part=all',
        '/orders/orders/1',
        '/orders/buyers',
        '/orders/reviews',
        '/orders/reviews/1',
      ],
      ...[
        '/orders/reviews/1/release',
        '/orders/unmatched',
        '/orders/imports',
        '/orders/imports/1',
        '/orders/imports/2',
      ],
    ]
    for (const path of paths) {
      const { status, text } = await specialist.get(path)
      expect(status, path).toBe(200)
      expectSilence(text, path)
    }
    const revealed = await agent.post('/orders/orders/1/reveal', { remark: '核对地址' })
    expect(revealed.status).toBe(200)
    expect(revealed.headers['cache-control']).toBe('no-store')
    // The newest address counts, and the whole of what was written.
    for (const part of ['tb金丝雀鸟', '金丝雀', '13912345678', '白头翁大道88号'])
      expect(revealed.text).toContain(part)
    expectSilence((await agent.get('/orders/orders/1')).text, 'the next page')
    expect((await agent.get('/orders/orders/1')).text).toContain('核对地址')
  })

  it('is found by the exact nick without standing in the answer otherwise than typed', async () => {
    const { text } = await specialist.get(`/orders/orders?part=all&q=${encodeURIComponent('tb金丝雀鸟')}`)
    expect(text).toContain('461000000000007001')
    expectSilence(text.replaceAll('tb金丝雀鸟', ''), 'the list')
  })

  it('stands in no export', async () => {
    const { body } = await specialist
      .get('/orders/orders?part=all&export=xlsx')
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => done(null, Buffer.concat(parts)))
      })
    const text = unzipped(body as Buffer)
    expect(text).toContain('461000000000007001')
    expectSilence(text, 'the export')
  })

  it('stands in no error page and no line of the log', async () => {
    const answers = [
      await specialist.get('/orders/orders/999'),
      await specialist.post('/orders/reviews/1/release', { _version: '99', instruction: 'x' }),
      await specialist.post('/orders/orders/1/reveal', { remark: 'x'.repeat(2000) }),
      await (await visit(testApp(), 'warehouse-clerk')).post('/orders/orders/1/reveal', {}),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 409, 422, 403])
    for (const { text } of answers) expectSilence(text, 'an error page')
    expect(lines.length).toBeGreaterThan(10)
    expectSilence(lines.join(''), 'the log')
  })
})

/** The text of all parts of a workbook: local headers are skipped from signature to signature. */
function unzipped(zip: Buffer): string {
  let text = ''
  for (
    let at = zip.indexOf('PK\u0003\u0004', 0, 'latin1');
    at >= 0;
    at = zip.indexOf('PK\u0003\u0004', at + 4, 'latin1')
  ) {
    const begin = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    try {
      text += inflateRawSync(zip.subarray(begin), { finishFlush: 2 }).toString('utf8')
    } catch {
      text += zip.subarray(begin, begin + 200).toString('utf8')
    }
  }
  return text
}
