import fc from 'fast-check'
import { expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { now } from '../../../../src/lib/dates.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { importFile } from '../../orders/files.ts'
import { batchFile, black, helperFile, white } from './files.ts'

/** What a file may say of two items: those of some SKUs, or one without any. */
const sku = fc.record({
  which: fc.constantFrom(black, white, {
    ...black,
    SKUID: '5000000000003',
    属性对: '1627207:1',
    销售属性: '颜色分类:红色',
  }),
  price: fc.constantFrom('10.00', '20.00'),
  code: fc.constantFrom('A', 'B', ''),
  item: fc.constantFrom('800000000001', '800000000002'),
})
const batch = fc
  .uniqueArray(sku, { minLength: 1, maxLength: 4, selector: ({ which, item }) => which['SKUID'] + item })
  .map((skus) =>
    skus.map(({ which, price, code, item }) => ({
      ...which,
      商品Id: item,
      SKUID: `${which['SKUID']}${item.at(-1)}`,
      '价格(元)': price,
      商家编码__2: code,
    })),
  )
const helper = fc.record({ title: fc.constantFrom('旧标题', '新标题'), state: fc.constantFrom('1', '2') })
const file = fc.oneof(
  batch.map((rows) => (name: string) => batchFile(`${name}.xlsx`, rows)),
  helper.map(
    ({ title, state }) =>
      (name: string) =>
        helperFile(`${name}.csv`, [
          { 宝贝名称: title, 放入仓库: state, 数字ID: '800000000001', 销售属性组合: '看不懂' },
        ]),
  ),
)
type Named = readonly [minute: number, file: (name: string) => ReturnType<typeof batchFile>]

/** Every column that product files write, but for the ids and versions. */
async function everything(): Promise<unknown> {
  const rows = await db.listing.findMany({ include: { skus: true }, orderBy: { platformItemId: 'asc' } })
  return rows.map(({ id: _id, version: _version, createdAt: _at, skus, ...row }) => ({
    ...row,
    skus: skus
      .map(({ id: _id, listingId: _listing, ...sku }) => sku)
      .sort((a, b) => (a.platformSkuId ?? '').localeCompare(b.platformSkuId ?? '')),
  }))
}

/** Imports all files into an empty house, and undoes them again, last ones first; gives what was there in between. */
async function bringAll(files: readonly Named[]): Promise<unknown> {
  await freshDatabase()
  const cast = await castIn()
  const owner = await actor(cast, 'owner')
  const [states, done]: [unknown[], Import[]] = [[await everything()], []]
  for (const [minute, make] of files) {
    done.push(await importFile(owner, cast.shopId, await make(`goods2026112010${minute}`)))
    states.push(await everything())
  }
  for (const [i, row] of done.toReversed().entries()) {
    await undoImport({ actor: owner, at: now() }, row, null)
    expect(await everything()).toEqual(states.at(-2 - i))
  }
  return states.at(-1)
}

it(
  'product files come to the same in whatever sequence they come, and can be undone one after the other',
  { timeout: 180_000 },
  async () => {
    let last: Promise<unknown> = Promise.resolve()
    const check = async (files: readonly Named[]): Promise<void> => {
      const byTime = await bringAll(files.toSorted(([a], [b]) => a - b))
      expect(await bringAll(files)).toEqual(byTime)
    }
    const named = fc.tuple(fc.integer({ min: 10, max: 59 }), file)
    const files = fc.uniqueArray(named, { minLength: 2, maxLength: 3, selector: ([minute]) => minute })
    await fc.assert(
      fc.asyncProperty(files, (all) => (last = check(all))),
      { numRuns: 8, interruptAfterTimeLimit: 120_000 },
    )
    // An interrupted run goes on by itself.
    await last.catch(() => undefined)
  },
)
