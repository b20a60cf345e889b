import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict } from '../../../../src/errors.ts'
import {
  archiveLocation,
  createLocation,
  editLocation,
  restoreLocation,
} from '../../../../src/features/warehouse/locations/actions.ts'
import { LocationForm } from '../../../../src/features/warehouse/locations/forms.ts'
import {
  getLocation,
  listLocations,
  locationsBehind,
} from '../../../../src/features/warehouse/locations/queries.ts'
import { reportProblem, returnToSupplier } from '../../../../src/features/warehouse/quarantines/actions.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { sku, supplier } from '../../../setup/goods.ts'
import { packed } from '../shipments/flow.ts'
import { floor, want } from '../terminal/floor.ts'

let clerk: PersonActor
const act = (): Act => ({ actor: clerk, at: now() })
const input = (code: string) => ({ code, zone: 'A', goodsClass: null, kind: 'STORAGE' as const })
const made = async (code: string) => getLocation(clerk, (await createLocation(act(), input(code))).id)

beforeAll(async () => {
  clerk = await actor(await castIn(), 'warehouse-clerk')
})

describe('a location', () => {
  it('has a code that a gun can read and nobody else has', async () => {
    expect(LocationForm.parse({ code: ' ａ-01-02 ', zone: 'A' }).code).toBe('A-01-02')
    for (const code of ['架 1', 'A_1', '-A', 'A 1'])
      expect(LocationForm.safeParse({ code, zone: 'A' }).success).toBe(false)
    await made('A-01')
    await expect(made('A-01')).rejects.toMatchObject({ errors: { code: expect.any(String) } })
    const other = await made('A-02')
    await expect(editLocation(act(), other, { ...input('A-01') })).rejects.toMatchObject({
      errors: { code: expect.any(String) },
    })
  })

  it('is the only one for packed parcels', async () => {
    const packed = { ...input('P-01'), kind: 'PACKED' as const }
    const { id } = await createLocation(act(), packed)
    await expect(createLocation(act(), { ...packed, code: 'P-02' })).rejects.toMatchObject({
      errors: { kind: expect.stringContaining('P-01') },
    })
    await archiveLocation(act(), await getLocation(clerk, id))
    await createLocation(act(), { ...packed, code: 'P-02' })
    await expect(restoreLocation(act(), await getLocation(clerk, id))).rejects.toThrow('已有 P-02')
  })

  it('is not closed while something lies there or calls it home', async () => {
    const shelf = await made('B-01')
    const goods = await sku({ code: 'CUP' })
    const move = (quantity: number) =>
      deed(act(), (act) =>
        post(act, { noun: 'test', subjectId: 1 }, [
          { skuId: goods.id, locationId: shelf.id, quantity, reason: 'RECEIPT' },
        ]),
      )
    await move(1)
    await expect(archiveLocation(act(), shelf)).rejects.toThrow('还有货品（CUP）')
    await move(-1)
    await db.sku.update({ where: { id: goods.id }, data: { homeLocationId: shelf.id } })
    await expect(archiveLocation(act(), shelf)).rejects.toThrow('CUP 的常用库位')
    await db.sku.update({ where: { id: goods.id }, data: { homeLocationId: null } })
    await archiveLocation(act(), shelf)
    expect((await listLocations(clerk, { archived: true, search: 'b-' })).rows).toHaveLength(1)
    expect(await locationsBehind(db, ['B-01', 'a-01'])).toEqual(
      new Map([['a-01', expect.objectContaining({ code: 'A-01' })]]),
    )
    await restoreLocation(act(), await getLocation(clerk, shelf.id))
  })

  it('does not close over goods that are on their way into it', async () => {
    const goods = await sku()
    for (const code of ['C-01', 'C-02', 'C-03']) {
      const shelf = await made(code)
      const results = await Promise.allSettled([
        archiveLocation(act(), shelf),
        deed(act(), (act) =>
          post(act, { noun: 'test', subjectId: 1 }, [
            { skuId: goods.id, locationId: shelf.id, quantity: 1, reason: 'RECEIPT' },
          ]),
        ),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Conflict)
    }
  })
})

describe('a location from which goods were taken that may come back', () => {
  it('is not closed before a packed parcel has left, or what was set apart is decided', async () => {
    await freshDatabase()
    const here = await floor()
    await db.sku.updateMany({ data: { homeLocationId: null } })
    const [first, second] = here.goods
    const lead = here.crew.lead
    const shelf = async (id = 0) => db.location.findUniqueOrThrow({ where: { id } })
    await want(here, 20)
    const [parcel] = await packed(here.crew)
    await expect(archiveLocation(lead, await shelf(first?.locationId))).rejects.toThrow(
      `${parcel?.number} 的货品从这里取出`,
    )
    const { id: skuId = 0, locationId = 0 } = second ?? {}
    const { id } = await reportProblem(here.crew.clerk, { skuId, locationId, quantity: 20, reason: '破损' })
    await expect(archiveLocation(lead, await shelf(locationId))).rejects.toThrow('的隔离货品原来放在这里')

    await handOverShipments(here.crew.clerk, [parcel?.id ?? 0], '圆通速递')
    const one = await db.quarantineCase.findUniqueOrThrow({ where: { id } })
    await returnToSupplier(lead, one, { supplierId: (await supplier()).id, remark: null })
    await archiveLocation(lead, await shelf(first?.locationId))
    await archiveLocation(lead, await shelf(locationId))
  })
})
