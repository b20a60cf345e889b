import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Forbidden } from '../../../../src/errors.ts'
import {
  askForRestocks,
  calculateNightly,
  catchUpRestocks,
  runRestocks,
} from '../../../../src/features/warehouse/restock-runs/actions.ts'
import type { RestockRun } from '../../../../src/generated/prisma/client.ts'
import { moment } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { setQueue } from '../../../../src/work/jobs.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { order } from '../../../setup/orders.ts'
import { wanted } from '../../../setup/restocks.ts'

const at = moment('2026-11-23', 10 * 60)
let cast: Cast
let lead: PersonActor
const act = (who = lead): Act => ({ actor: who, at })
const job = (): Act => ({ actor: system('run-restocks'), at })
const run = (id: number): Promise<RestockRun> => db.restockRun.findUniqueOrThrow({ where: { id } })

beforeAll(async () => {
  cast = await castIn()
  lead = await actor(cast, 'operations-lead')
})

afterEach(async () => {
  setQueue(undefined)
  await db.restockRun.deleteMany({ where: { state: 'CALCULATING' } })
})

describe('a calculation', () => {
  it('notes what it came to, and who asked for it', async () => {
    const goods = await wanted()
    await order(cast.shopId, { codes: [goods.code] })
    const { id } = await askForRestocks(act())
    expect(await run(id)).toMatchObject({ state: 'CALCULATING', askedById: lead.personId })
    await runRestocks(job(), id)
    const proposed = await db.restock.count({ where: { createdAt: at } })
    expect(await run(id)).toMatchObject({ state: 'DONE', proposed, renewed: 0, lapsed: 0, failure: null })
    expect(await db.restock.count({ where: { skuId: goods.id, state: 'PROPOSED' } })).toBe(1)
  })

  it('is one, however often it is asked for before it is done', async () => {
    const asked = await Promise.all([askForRestocks(act()), askForRestocks(act()), askForRestocks(act())])
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
  })

  it('is done once when two processes begin it', async () => {
    const { id } = await askForRestocks(act())
    await Promise.all([runRestocks(job(), id), runRestocks(job(), id)])
    expect(await run(id)).toMatchObject({ state: 'DONE', version: 2 })
  })

  it('that was cut off is put into the queue again', async () => {
    const { id } = await askForRestocks(act())
    const asked: [string, number][] = []
    setQueue((name, id) => Promise.resolve(void asked.push([name, id])))
    await catchUpRestocks(job())
    expect(asked).toEqual([['run-restocks', id]])
  })

  it('that fails says why, changes nothing, and stands in nobody’s way', async () => {
    const { id } = await askForRestocks(act())
    // More pieces than the database can write down.
    const { id: skuId } = await wanted(2_147_483_647)
    await db.restockRule.update({ where: { id: skuId }, data: { cartonQuantity: 1000 } })
    await expect(runRestocks(job(), id)).rejects.toThrow()
    await db.restockRule.update({ where: { id: skuId }, data: { safetyPieces: 1 } })
    expect(await run(id)).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('程序出错') })
    expect((await askForRestocks(act())).id).not.toBe(id)
  })

  it('of the night is asked for by nobody', async () => {
    await calculateNightly(job())
    const last = await db.restockRun.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(last).toMatchObject({ state: 'DONE', askedById: null })
  })

  it('is asked for by who buys, not by others', async () => {
    await expect(askForRestocks(act(await actor(cast, 'warehouse-clerk')))).rejects.toThrow(Forbidden)
  })
})
