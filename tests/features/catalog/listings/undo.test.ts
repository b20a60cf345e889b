import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { importFile } from '../../orders/files.ts'
import { batchFile, black, box, helperFile, white } from './files.ts'

let cast: Cast
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

const bring = async (file: Promise<{ name: string; path: string }>): Promise<Import> =>
  importFile(specialist, cast.shopId, await file)
const undo = async ({ id }: { id: number }): Promise<void> =>
  undoImport({ actor: specialist, at: now() }, await db.import.findUniqueOrThrow({ where: { id } }), null)

/** Everything that product files write, but for versions, which only go up. */
async function everything(): Promise<unknown> {
  const rows = await db.listing.findMany({
    include: { skus: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return [rows.map(({ version: _, ...row }) => row), await db.importImage.count()]
}

describe('undoing the import of a product file', () => {
  it('leaves what was there before: listings, their SKUs, and those that had gone', async () => {
    const states: unknown[] = []
    const done: Import[] = []
    const files = [
      helperFile('taobao202611201020.csv', [box]),
      batchFile('batch202611201010.xlsx', [black, white]),
      batchFile('batch202611201030.xlsx', [
        { ...white, 数量: '7' },
        { ...black, 商品Id: '800000000009' },
      ]),
      helperFile('taobao202611201040.csv', [{ ...box, 宝贝名称: '新标题' }]),
    ]
    for (const file of files) {
      states.push(await everything())
      done.push(await bring(file))
    }
    for (const one of done.toReversed()) {
      await undo(one)
      expect(await everything()).toEqual(states.pop())
    }
    expect(await db.listing.count()).toBe(0)
  })

  it('tells its history backwards', async () => {
    await bring(helperFile('taobao202611201010.csv', [box]))
    const row = await bring(helperFile('taobao202611201020.csv', [{ ...box, 宝贝名称: '新标题' }]))
    await undo(row)
    const [last] = await db.historyEntry.findMany({
      where: { noun: 'catalog/listings' },
      orderBy: { id: 'desc' },
      take: 1,
    })
    expect(last).toMatchObject({
      deed: 'undo-import',
      remark: row.number,
      personId: specialist.personId,
      changes: { title: ['新标题', '示例收纳盒 大号'] },
    })
  })

  it('is refused while a later import has told of the same listing, even without a change', async () => {
    const first = await bring(helperFile('taobao202611201010.csv', [box]))
    const later = await bring(helperFile('taobao202611201010.csv', [box]))
    expect(later.unchangedCount).toBe(1)
    await expect(undo(first)).rejects.toThrow(`之后的导入 ${later.number} 又写过其中 1 条记录`)
    await undo(later)
    await undo(first)
    expect(await db.listing.count()).toBe(0)
  })
})
