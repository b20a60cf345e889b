import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../../src/actor.ts'
import { db } from '../../../../../src/database/client.ts'
import { receiveImports, undoImport } from '../../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../../src/features/orders/imports/policy.ts'
import { badRows, firstRows } from '../../../../../src/features/orders/imports/queries.ts'
import { archiveLocation, editLocation } from '../../../../../src/features/warehouse/locations/actions.ts'
import type { Location } from '../../../../../src/generated/prisma/client.ts'
import { now } from '../../../../../src/lib/dates.ts'
import { historyOf } from '../../../../../src/work/history.ts'
import type { Cast } from '../../../../setup/cast.ts'
import { actor, castIn } from '../../../../setup/cast.ts'
import { freshDatabase } from '../../../../setup/database.ts'
import { location, sku } from '../../../../setup/goods.ts'
import { putIn } from '../../../../setup/parcels.ts'
import { bring, importFile } from '../../../orders/files.ts'
import { locationSheet as sheet } from '../../sheets.ts'

let cast: Cast
let lead: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  lead = await actor(cast, 'operations-lead')
})

const place = (code: string): Promise<Location | null> => db.location.findUnique({ where: { code } })
const there = async (code: string): Promise<Location> => db.location.findUniqueOrThrow({ where: { code } })
const bad = async ({ id }: Import): Promise<string[]> =>
  (await badRows(id)).flatMap(({ rowNumber, reasons }) =>
    reasons.map(({ column, value, reason }) => `${rowNumber} ${column} ${value}: ${reason}`),
  )
const undo = async ({ id }: Import): Promise<void> =>
  undoImport({ actor: lead, at: now() }, await db.import.findUniqueOrThrow({ where: { id } }), null)

describe('a sheet of locations', () => {
  it('makes new ones and changes others, with history, and belongs to no shop', async () => {
    const known = await location('STORAGE', 'A-01-01')
    const done = await importFile(
      lead,
      null,
      await sheet(
        { 库位编码: 'a-01-01', 存放货品: '杯子' },
        { 库位编码: 'GL-01', 库区: '隔离区', 用途: '隔离' },
        { 库位编码: 'B-01', 用途: '' },
      ),
    )
    expect(done).toMatchObject({
      state: 'DONE',
      kind: 'LOCATIONS',
      shopId: null,
      newCount: 2,
      changedCount: 1,
      badCount: 0,
    })
    expect(await place('A-01-01')).toMatchObject({
      id: known.id,
      zone: 'A 区',
      goodsClass: '杯子',
      version: 2,
    })
    expect(await place('GL-01')).toMatchObject({ kind: 'QUARANTINE', zone: '隔离区', goodsClass: null })
    expect(await place('B-01')).toMatchObject({ kind: 'STORAGE', version: 1 })
    const [line] = await historyOf('warehouse/locations', known.id)
    expect(line).toMatchObject({ deed: 'import', remark: done.number })
    expect(line?.changes).toMatchObject({ goodsClass: [null, '杯子'] })
  })

  it('shows before what becomes of each row', async () => {
    await location('STORAGE', 'A-01-01')
    const { zone } = await there('A-01-01')
    const row = await bring(lead, null, await sheet({ 库区: '新区' }, { 库位编码: 'B-01' }))
    expect(await firstRows(row.id)).toMatchObject([
      { effect: 'CHANGED', data: { code: 'A-01-01', zone: '新区', zoneWas: zone } },
      { effect: 'NEW', data: { code: 'B-01', useWords: '存储' } },
    ])
    expect(await place('B-01')).toBeNull()
  })

  it('changes nothing when it comes again, and leaves alone what its empty cells don’t tell', async () => {
    const again = await sheet({ 存放货品: '杯子' })
    await importFile(lead, null, again)
    expect(await importFile(lead, null, again)).toMatchObject({
      newCount: 0,
      changedCount: 0,
      unchangedCount: 1,
    })
    await importFile(lead, null, await sheet({ 存放货品: '' }))
    expect(await place('A-01-01')).toMatchObject({ goodsClass: '杯子', version: 1 })
  })

  it('refuses what the forms would refuse, with the column and what to do', async () => {
    await location('PACKED', 'DB-01')
    await location('QUARANTINE', 'GL-01')
    const old = await location('STORAGE', 'OLD')
    await archiveLocation({ actor: lead, at: now() }, await there(old.code))
    const done = await importFile(
      lead,
      null,
      await sheet(
        { 库位编码: 'GL-01', 用途: '存储' },
        { 库位编码: 'DB-02', 用途: '打包待发' },
        { 库位编码: 'OLD' },
        { 库位编码: 'NEW' },
      ),
    )
    expect(await bad(done)).toEqual([
      '2 用途 存储: 用途不能更改，系统里是“隔离”。要换用途，请另建一个库位',
      '3 用途 打包待发: 打包待发的库位只能有一个，已有 DB-01',
      '4 库位编码 OLD: 库位已停用。要继续使用，请先在“库位”里恢复',
    ])
    expect(done).toMatchObject({ newCount: 1, badCount: 3 })
    expect(await place('NEW')).not.toBeNull()
  })

  it('names one packed location only', async () => {
    const two = await sheet({ 库位编码: 'DB-01', 用途: '打包待发' }, { 库位编码: 'DB-02', 用途: '打包待发' })
    expect(await bad(await importFile(lead, null, two))).toEqual([
      '3 用途 打包待发: 打包待发的库位只能有一个，已有 DB-01',
    ])
  })
})

describe('who isn’t the lead', () => {
  it('is told who may', async () => {
    const specialist = await actor(cast, 'operations-specialist')
    const file = await sheet({})
    const { refused } = await receiveImports({ actor: specialist, at: now() }, cast.shopId, [file])
    expect(refused[0]?.reason).toMatch(/^您不能导入“库位”文件，需要：运营主管/)
  })
})

describe('undoing', () => {
  it('takes away what is new and puts back what was changed', async () => {
    await location('STORAGE', 'A-01-01')
    const before = await there('A-01-01')
    const done = await importFile(lead, null, await sheet({ 库区: '新区' }, { 库位编码: 'B-01' }))
    await undo(done)
    expect(await place('B-01')).toBeNull()
    expect(await place('A-01-01')).toMatchObject({ zone: before.zone, version: 3 })
    expect((await historyOf('warehouse/locations', before.id)).map(({ deed }) => deed)).toEqual([
      'undo-import',
      'import',
    ])
  })

  it('leaves alone what the file told without changing it', async () => {
    await importFile(lead, null, await sheet({}))
    const done = await importFile(lead, null, await sheet({}, { 库位编码: 'B-01' }))
    await editLocation({ actor: lead, at: now() }, await there('A-01-01'), {
      code: 'A-01-01',
      zone: '手工改',
      goodsClass: null,
    })
    await undo(done)
    expect(await place('A-01-01')).toMatchObject({ zone: '手工改' })
  })

  it('is refused once a location is in use, or was changed by hand', async () => {
    const done = await importFile(lead, null, await sheet({}, { 库位编码: 'B-01' }))
    await putIn((await sku()).id, (await there('B-01')).id, 1)
    await expect(undo(done)).rejects.toThrow(
      '不能撤销这次导入：B-01 在导入之后已经使用（放过货品，或是货品的常用库位），不用的请在“库位”里停用。',
    )
    const other = await importFile(lead, null, await sheet({ 库位编码: 'C-01' }))
    await editLocation({ actor: lead, at: now() }, await there('C-01'), {
      code: 'C-01',
      zone: '手工改',
      goodsClass: null,
    })
    await expect(undo(other)).rejects.toThrow('库位 C-01 在导入之后又改过')
    expect(await db.location.count()).toBe(3)
  })

  it('is refused while a later file has told of the same', async () => {
    const first = await importFile(lead, null, await sheet({}))
    const second = await importFile(lead, null, await sheet({ 存放货品: '杯子' }))
    await expect(undo(first)).rejects.toThrow(second.number)
    await undo(second)
    await undo(first)
    expect(await db.location.count()).toBe(0)
  })
})
