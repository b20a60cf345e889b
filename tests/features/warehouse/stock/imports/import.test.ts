import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../../src/database/client.ts'
import { countStatements } from '../../../../../src/database/statements.ts'
import { receiveImports, undoImport } from '../../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../../src/features/orders/imports/policy.ts'
import { badRows, firstRows } from '../../../../../src/features/orders/imports/queries.ts'
import { listMovements } from '../../../../../src/features/warehouse/movements/queries.ts'
import { planShipments } from '../../../../../src/features/warehouse/shipments/actions.ts'
import { post, transfer } from '../../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../../src/lib/dates.ts'
import { deed } from '../../../../../src/work/act.ts'
import type { Cast } from '../../../../setup/cast.ts'
import { location, sku } from '../../../../setup/goods.ts'
import { order, program, stocked } from '../../../../setup/parcels.ts'
import { bring, done, importFile } from '../../../orders/files.ts'
import { planned } from '../../counts/counting.ts'
import type { StockLine } from '../../sheets.ts'
import { stockSheet as sheet } from '../../sheets.ts'
import type { Crew } from '../../shipments/flow.ts'
import { freshCrew } from '../../fresh-crew.ts'
import { level, parcels, picked, proof } from '../../shipments/flow.ts'

let cast: Cast
let crew: Crew
let cup: { id: number; code: string; locationId: number }
let shelf: { id: number; code: string }
let home: string
beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  cup = await stocked(10)
  shelf = await location('STORAGE', 'Z-01')
  home = (await db.location.findUniqueOrThrow({ where: { id: cup.locationId } })).code
})

const lead = () => {
  if (crew.lead.actor.kind !== 'person') throw new Error('nobody')
  return crew.lead.actor
}
const bringIn = async (...rows: readonly StockLine[]): Promise<Import> =>
  importFile(lead(), null, await sheet(...rows))
const held = async (locationId: number, skuId = cup.id): Promise<number> =>
  (await db.stockBalance.findUnique({ where: { skuId_locationId: { skuId, locationId } } }))?.quantity ?? 0
const bad = async ({ id }: Import): Promise<string[]> =>
  (await badRows(id)).flatMap(({ rowNumber, reasons }) =>
    reasons.map(({ column, value, reason }) => `${rowNumber} ${column} ${value}: ${reason}`),
  )
const undo = async ({ id }: Import): Promise<void> =>
  undoImport({ actor: lead(), at: now() }, await db.import.findUniqueOrThrow({ where: { id } }), null)

/** Two files that wait for confirmation, of goods that came before: one of two rows and one of so many others. */
async function sheetOfMany(rows: number): Promise<{ few: Import; many: Import }> {
  const { productId } = await db.sku.findUniqueOrThrow({ where: { id: cup.id } })
  await db.product.update({ where: { id: productId }, data: { firstAcceptedAt: now() } })
  const codes = Array.from({ length: rows }, (_, i) => `MANY-${i + 1}`)
  await db.sku.createMany({ data: codes.map((code) => ({ code, productId, createdAt: now() })) })
  const lines = codes.map((code): StockLine => [shelf.code, code, 3])
  const [few, many] = [await sheet(...lines.slice(0, 2)), await sheet(...lines.slice(2))]
  return { few: await bring(lead(), null, few), many: await bring(lead(), null, many) }
}

describe('a sheet of stock', () => {
  it('sets what lies at each place, posts the difference, and leaves everything else', async () => {
    const mug = await stocked(4)
    const row = await bringIn([home, cup.code, 7], [shelf.code, cup.code, 5])
    expect(row).toMatchObject({
      state: 'DONE',
      kind: 'STOCK',
      shopId: null,
      newCount: 1,
      changedCount: 1,
      badCount: 0,
    })
    expect([await held(cup.locationId), await held(shelf.id), await held(mug.locationId, mug.id)]).toEqual([
      7, 5, 4,
    ])
    expect(await level(cup.id)).toMatchObject({ onHand: 12 })
    expect(await proof()).toEqual([])
  })

  it('stands behind its movements, where they can be found by its number', async () => {
    const row = await bringIn([home, cup.code, 7], [shelf.code, cup.code, 5])
    const { rows } = await listMovements(lead(), { paper: row.number })
    expect(rows.map(({ quantity, reason, paper, person }) => [quantity, reason, paper, person])).toEqual([
      [5, 'IMPORT', row.number, expect.any(String)],
      [-3, 'IMPORT', row.number, expect.any(String)],
    ])
  })

  it('shows before from what to what', async () => {
    const row = await bring(lead(), null, await sheet([home, cup.code, 7], [shelf.code, cup.code, 5]))
    expect(await firstRows(row.id)).toMatchObject([
      { effect: 'CHANGED', data: { held: 10, quantity: 7, product: expect.any(String) } },
      { effect: 'NEW', data: { held: 0, quantity: 5 } },
    ])
    expect(await held(cup.locationId)).toBe(10)
  })

  it('changes nothing when it comes again', async () => {
    const again = await sheet([home, cup.code, 7], [shelf.code, cup.code, 5])
    await importFile(lead(), null, again)
    const movements = await db.stockMovement.count()
    expect(await importFile(lead(), null, again)).toMatchObject({
      newCount: 0,
      changedCount: 0,
      unchangedCount: 2,
    })
    expect(await db.stockMovement.count()).toBe(movements)
  })

  it('empties a place with zero', async () => {
    await bringIn([home, cup.code, 0])
    expect(await held(cup.locationId)).toBe(0)
  })

  it('knows a SKU by the barcode of a piece, and only once at a place', async () => {
    await db.barcode.createMany({
      data: [
        { skuId: cup.id, code: '6900000000011', quantity: 1 },
        { skuId: cup.id, code: '6900000000028', quantity: 12 },
      ],
    })
    const row = await bringIn(
      [shelf.code, '6900000000011', 3],
      [shelf.code, cup.code, 4],
      [home, '6900000000028', 1],
    )
    expect(await bad(row)).toEqual([
      `3 SKU 编码 ${cup.code}: 与第 2 行是同一个库位的同一个 SKU，只留一行`,
      '4 SKU 编码 6900000000028: 是 12 件一箱的条码。请写 SKU 编码或单件条码，数量按件数写',
    ])
    expect([await held(shelf.id), await held(cup.locationId)]).toEqual([3, 10])
  })

  it('refuses places and goods that can’t be, at their columns and with what to do', async () => {
    const old = await sku()
    await db.sku.update({ where: { id: old.id }, data: { archivedAt: now() } })
    const closed = await location('STORAGE', 'OLD')
    await db.location.update({ where: { id: closed.id }, data: { archivedAt: now() } })
    const row = await bringIn(
      ['NOWHERE', 'NOTHING', 1],
      ['OLD', cup.code, 1],
      ['GL-01', cup.code, 1],
      [shelf.code, old.code, 1],
    )
    expect(await bad(row)).toEqual([
      '2 库位编码 NOWHERE: 没有这个库位。请核对编码，或先新增库位',
      '2 SKU 编码 NOTHING: 没有编码或条码是它的 SKU。请核对编码，或先新增货品',
      '3 库位编码 OLD: 库位已停用。请先恢复使用，或改写别的库位',
      '4 库位编码 GL-01: 不是存储库位。隔离和打包待发的货品由隔离单和发货单记账，不能导入',
      `5 SKU 编码 ${old.code}: SKU 已停用，不能增加库存`,
    ])
    expect(await db.stockMovement.count({ where: { reason: 'IMPORT' } })).toBe(0)
  })

  it('leaves alone a location that is being counted', async () => {
    const count = await planned(crew.lead, { code: home })
    expect(await bad(await bringIn([home, cup.code, 7]))).toEqual([
      `2 库位编码 ${home}: 正在盘点单 ${count.number} 里，过账或作废以后再导入`,
    ])
  })

  it('leaves alone what pickers are about to fetch, because nobody knows whether it was still there', async () => {
    await order([{ code: cup.code, quantity: 2 }], { shopId: cast.shopId })
    await picked(crew)
    const row = await bringIn([home, cup.code, 7])
    expect(await bad(row)).toEqual(['2 数量 7: 其中 2 件在拣货单上，打包或退出波次以后再导入'])
    expect(await bringIn([home, cup.code, 10])).toMatchObject({ unchangedCount: 1, badCount: 0 })
  })

  it('lets the newest promises give way where less is there, as a count does', async () => {
    await order([{ code: cup.code, quantity: 6 }], { shopId: cast.shopId })
    await order([{ code: cup.code, quantity: 3 }], { shopId: cast.shopId })
    await planShipments(program)
    await bringIn([home, cup.code, 7])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY', 'OUT_OF_STOCK'])
    await bringIn([shelf.code, cup.code, 2])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY', 'READY'])
    expect(await proof()).toEqual([])
  })

  it('doesn’t take from parcels what merely lies elsewhere', async () => {
    await order([{ code: cup.code, quantity: 9 }], { shopId: cast.shopId })
    await planShipments(program)
    await bringIn([home, cup.code, 0], [shelf.code, cup.code, 10])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY'])
  })

  it('judges and reckons anew when it’s confirmed', async () => {
    const row = await bring(lead(), null, await sheet([home, cup.code, 7], [shelf.code, cup.code, 5]))
    await deed(program, (act) =>
      post(act, { noun: 'test', subjectId: 1 }, transfer(cup.id, cup.locationId, shelf.id, 4, 'TRANSFER')),
    )
    await db.location.update({ where: { id: cup.locationId }, data: { archivedAt: now() } })
    await done(lead(), row)
    const after = await db.import.findUniqueOrThrow({ where: { id: row.id } })
    expect(after).toMatchObject({ state: 'DONE', changedCount: 1, badCount: 1 })
    expect([await held(cup.locationId), await held(shelf.id)]).toEqual([6, 5])
  })

  it('takes as many statements for many rows as for few', { timeout: 60_000 }, async () => {
    const many = await sheetOfMany(402)
    const cost = async (row: Import): Promise<number> => {
      const { statements } = await countStatements(() => done(lead(), row))
      // How often the work tells how far it is depends on how long it takes.
      return statements.filter((statement) => !statement.includes('import_progress')).length
    }
    expect(await cost(many.many)).toBe(await cost(many.few))
    expect(await db.stockMovement.count({ where: { reason: 'IMPORT' } })).toBe(402)
  })

  it('makes goods known that come for the first time', async () => {
    await bringIn([shelf.code, cup.code, 1])
    const { productId } = await db.sku.findUniqueOrThrow({ where: { id: cup.id } })
    expect(await db.product.findUnique({ where: { id: productId } })).toMatchObject({
      firstAcceptedAt: expect.any(Date),
    })
  })
})

describe('who doesn’t post counts', () => {
  it('is told who may', async () => {
    const file = await sheet([home, cup.code, 7])
    const { refused } = await receiveImports(crew.specialist, cast.shopId, [file])
    expect(refused[0]?.reason).toMatch(/^您不能导入“库存”文件，需要：/)
    expect(await db.import.count()).toBe(0)
  })

  it('can’t confirm what somebody else has brought', async () => {
    const row = await bring(lead(), null, await sheet([home, cup.code, 7]))
    if (crew.specialist.actor.kind !== 'person') throw new Error('nobody')
    await expect(done(crew.specialist.actor, row)).rejects.toThrow('权限')
    expect(await held(cup.locationId)).toBe(10)
  })
})

describe('undoing', () => {
  it('posts the opposite, and parcels get what comes back', async () => {
    await order([{ code: cup.code, quantity: 9 }], { shopId: cast.shopId })
    await planShipments(program)
    const row = await bringIn([home, cup.code, 7], [shelf.code, cup.code, 1])
    expect((await parcels()).map(({ state }) => state)).toEqual(['OUT_OF_STOCK'])
    await undo(row)
    expect([await held(cup.locationId), await held(shelf.id)]).toEqual([10, 0])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY'])
    expect(await db.stockMovement.count({ where: { reason: 'IMPORT' } })).toBe(4)
    expect(await proof()).toEqual([])
    await expect(undo(row)).rejects.toThrow()
  })

  it('is refused where goods have gone since, with where and how many', async () => {
    const row = await bringIn([shelf.code, cup.code, 5])
    await deed(program, (act) =>
      post(act, { noun: 'test', subjectId: 1 }, transfer(cup.id, shelf.id, cup.locationId, 2, 'TRANSFER')),
    )
    await expect(undo(row)).rejects.toThrow(
      `不能撤销这次导入：库位 Z-01 的 ${cup.code} 要退回 5 件，现在只有 3 件可退。`,
    )
    expect(await held(shelf.id)).toBe(3)
  })

  it('is refused where the goods are promised by now', async () => {
    const row = await bringIn([shelf.code, cup.code, 5])
    await order([{ code: cup.code, quantity: 12 }], { shopId: cast.shopId })
    await planShipments(program)
    await expect(undo(row)).rejects.toThrow(`${cup.code} 要退回 5 件，其余都已预留给发货单，可退 3 件`)
  })

  it('is refused while a later file, or a count, has said something else of the place', async () => {
    const first = await bringIn([shelf.code, cup.code, 5])
    const second = await bringIn([shelf.code, cup.code, 8])
    await expect(undo(first)).rejects.toThrow('之后又导入过，请先撤销那一次')
    await undo(second)
    await undo(first)
    expect(await held(shelf.id)).toBe(0)
    const third = await bringIn([shelf.code, cup.code, 5])
    const count = await planned(crew.lead, shelf)
    await expect(undo(third)).rejects.toThrow(`库位 Z-01 正在盘点单 ${count.number} 里`)
  })
})

describe('whatever sheets come, and are undone', () => {
  it(
    'the balances are what the last sheet says, and the sum of the movements',
    { timeout: 120_000 },
    async () => {
      const mug = await sku()
      const places = [home, shelf.code]
      const skus = [cup.code, mug.code]
      const cell = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(9))
      const file = fc.uniqueArray(cell, {
        minLength: 1,
        maxLength: 4,
        selector: ([at, what]) => `${at}/${what}`,
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ file, undone: fc.boolean() }), { minLength: 1, maxLength: 4 }),
          async (files) => {
            for (const { file, undone } of files) {
              const before = await db.stockBalance.findMany({ where: { quantity: { gt: 0 } } })
              const rows = file.map(
                ([at, what, quantity]) => [places[at] ?? '', skus[what] ?? '', quantity] as const,
              )
              const row = await bringIn(...rows)
              for (const [at, what, quantity] of file) {
                expect(await held(at === 0 ? cup.locationId : shelf.id, what === 0 ? cup.id : mug.id)).toBe(
                  quantity,
                )
              }
              if (undone) {
                await undo(row)
                expect(new Set(await db.stockBalance.findMany({ where: { quantity: { gt: 0 } } }))).toEqual(
                  new Set(before),
                )
              }
              expect(await proof()).toEqual([])
            }
          },
        ),
        { numRuns: 8 },
      )
    },
  )
})
