import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { expireImports, undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { holdReview, releaseReview } from '../../../../src/features/orders/reviews/actions.ts'
import { revealContact } from '../../../../src/features/orders/orders/actions.ts'
import { getOrder } from '../../../../src/features/orders/orders/queries.ts'
import { DAY_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile, sample } from '../files.ts'
import { items, list } from './exports.ts'

let cast: Cast
let owner: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

const bringFile = async (name: string, rows: readonly Record<string, string>[]): Promise<Import> =>
  importFile(owner, cast.shopId, await csv(name, rows))
const undo = async ({ id }: { id: number }, at = now()): Promise<void> =>
  undoImport({ actor: owner, at }, await db.import.findUniqueOrThrow({ where: { id } }), null)

/** Every column of everything that imports write, but for versions, which only go up. */
async function everything(): Promise<unknown> {
  const [row] = await db.$queryRaw<{ all: unknown }[]>`
    SELECT jsonb_build_object(
      'orders', (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM orders t),
      'lines', (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM order_lines t),
      'contacts', (SELECT jsonb_agg(to_jsonb(t) ORDER BY order_id) FROM buyer_contacts t),
      'buyers', (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM buyers t),
      'reviews', (SELECT jsonb_agg(to_jsonb(t) - 'version' ORDER BY id) FROM order_reviews t),
      'images', (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM import_images t),
      'items', (SELECT jsonb_agg(jsonb_build_array(noun, subject_id, kind) ORDER BY noun, subject_id, kind)
                FROM work_items WHERE closed_at IS NULL)) AS all`
  return row?.all
}

const paid = {
  订单编号: '461000000000009001',
  支付单号: '1',
  订单状态: '买家已付款，等待卖家发货',
  订单创建时间: '2026-11-20 08:00:00',
  商家备忘: '旧备注',
  买家会员名: 'tb一',
  收货地址: '浙江省 杭州市 余杭区 文一西路969号',
}

/** Imports all files, and undoes them one after the other: each time everything is as before the file. */
async function thereAndBack(
  all: readonly (readonly Record<string, string>[])[],
  minute: number,
): Promise<void> {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
  const states: unknown[] = []
  const done: Import[] = []
  for (const [i, rows] of all.entries()) {
    states.push(await everything())
    // Neither always in the order of the exports nor always against it.
    done.push(await bringFile(`Export20261120${10 + ((i * 7 + minute) % 10)}${10 + i}.csv`, rows))
  }
  for (const one of [...done].reverse()) {
    await undo(one)
    expect(await everything()).toEqual(states.pop())
  }
}

describe('undoing', () => {
  it(
    'leaves what was there before, whatever the import did, and can be repeated',
    {
      timeout: 180_000,
    },
    async () => {
      const files = fc.array(fc.oneof(list, items), { minLength: 2, maxLength: 4 })
      let last = Promise.resolve()
      await fc.assert(
        fc.asyncProperty(files, fc.integer({ min: 0, max: 59 }), (all, minute) => {
          return (last = thereAndBack(all, minute))
        }),
        { numRuns: 8, interruptAfterTimeLimit: 120_000 },
      )
      // An interrupted run goes on by itself.
      await last.catch(() => undefined)
    },
  )

  it('is a move with history of each order, and shows nowhere half', async () => {
    await bringFile('a.csv', [paid])
    const row = await bringFile('b.csv', [
      { ...paid, 商家备忘: '新备注' },
      { ...paid, 订单编号: '461000000000009002' },
    ])
    await undo(row)
    expect(await db.import.findUnique({ where: { id: row.id } })).toMatchObject({ state: 'UNDONE' })
    const lines = await db.historyEntry.findMany({
      where: { noun: 'orders/orders', deed: 'undo-import', remark: row.number },
      orderBy: { subjectId: 'asc' },
    })
    expect(lines.map(({ changes, personId }) => [changes, personId])).toEqual([
      [{ sellerMemo: ['新备注', '旧备注'] }, owner.personId],
      [null, owner.personId],
    ])
    await expect(undo(row)).rejects.toThrow('已经被别人处理')
  })

  it('lets the same file go in again', async () => {
    const row = await importFile(owner, cast.shopId, sample('ExportOrderList202611200001.csv'))
    await undo(row)
    expect(await db.order.count()).toBe(0)
    const again = await importFile(owner, cast.shopId, sample('ExportOrderList202611200001.csv'))
    expect(again).toMatchObject({ state: 'DONE', newCount: 10 })
  })
})

describe('undoing is refused with the reason', () => {
  it('while a later import has told of the same orders, even without a change', async () => {
    const first = await bringFile('ExportOrderList202611200010.csv', [paid])
    const later = await bringFile('ExportOrderList202611200005.csv', [
      { 订单编号: paid.订单编号, 支付单号: '1', 订单状态: paid.订单状态, 订单创建时间: paid.订单创建时间 },
    ])
    expect(later).toMatchObject({ newCount: 0, changedCount: 0 })
    await expect(undo(first)).rejects.toThrow(`之后的导入 ${later.number} 又写过其中 1 笔订单`)
    await undo(later)
    await undo(first)
    expect(await db.order.count()).toBe(0)
  })

  it('once somebody has looked who the buyer is', async () => {
    const row = await bringFile('a.csv', [paid])
    const { id } = await db.order.findFirstOrThrow()
    await revealContact({ actor: owner, at: now() }, await getOrder(owner, id), '核对')
    await expect(undo(row)).rejects.toThrow('查看过订单 461000000000009001 的买家信息')
    expect(await db.order.count()).toBe(1)
  })

  it('once somebody has decided about an order', async () => {
    const row = await bringFile('a.csv', [paid])
    const review = await db.orderReview.findFirstOrThrow()
    const act = { actor: owner, at: now() }
    if (review.state === 'HELD') await releaseReview(act, review, null)
    else await holdReview(act, review, '等一等')
    await expect(undo(row)).rejects.toThrow('已经审核过')
  })

  it('when too much time has gone by', async () => {
    const row = await bringFile('a.csv', [paid])
    await expect(undo(row, plus(now(), 31 * DAY_MS))).rejects.toThrow('超过 30 天')
  })

  it('to whoever has no right to it', async () => {
    const row = await bringFile('a.csv', [paid])
    const agent = await actor(cast, 'service-agent')
    await expect(undoImport({ actor: agent, at: now() }, row, null)).rejects.toThrow('权限')
  })
})

describe('what is kept for some days', () => {
  it('goes when its time is over: originals with bad rows, and what undoing needs', async () => {
    const row = await bringFile('a.csv', [
      paid,
      { ...paid, 订单编号: '461000000000009002', 订单创建时间: 'x' },
    ])
    await bringFile('b.csv', [{ ...paid, 商家备忘: '新备注' }])
    const left = async (): Promise<unknown> => [
      await db.storedFile.count(),
      await db.importImage.count(),
      await db.importRow.count(),
    ]
    const before = (await left()) as number[]
    await expireImports({ actor: { kind: 'system', name: 'expire-imports' }, at: now() })
    expect(await left()).toEqual(before)
    expect(before.every((count) => count > 0)).toBe(true)
    await expireImports({ actor: { kind: 'system', name: 'expire-imports' }, at: plus(now(), 181 * DAY_MS) })
    expect(await left()).toEqual([0, 0, 0])
    expect(await db.import.findUnique({ where: { id: row.id } })).toMatchObject({ fileId: null, badCount: 1 })
    expect(await db.historyEntry.count({ where: { noun: 'orders/imports', deed: 'expire' } })).toBe(2)
  })
})
