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
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { sku } from '../../../setup/goods.ts'

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
