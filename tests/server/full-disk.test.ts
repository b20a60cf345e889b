import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import type { Client } from '../setup/client.ts'
import { filled } from '../setup/client.ts'
import { BadHouse } from './bad-house.ts'
import { SmallDisk, noSmallDisks } from './small-disk.ts'

/** The data folder lies on one small disk, the table of orders on another. */
describe.skipIf(noSmallDisks)(`a disk that is full${noSmallDisks ? ` (${noSmallDisks})` : ''}`, () => {
  const disks: SmallDisk[] = []
  let house: BadHouse
  let client: Client
  let files: SmallDisk
  let tables: SmallDisk

  beforeAll(async () => {
    files = new SmallDisk('24m')
    disks.push(files)
    house = await BadHouse.open({}, path.join(files.path, 'house'))
    tables = new SmallDisk('4m', statSync(path.join(house.folder.path, 'postgres', 'postgres')).uid)
    disks.push(tables)
    const superuser = new pg.Client({
      connectionString: house.postgres.superuserUrl.replace('/postgres?', '/house?'),
    })
    await superuser.connect()
    await superuser.query(`CREATE TABLESPACE small LOCATION '${tables.path}'`)
    await superuser.query('ALTER TABLE orders SET TABLESPACE small')
    await superuser.end()
    client = await house.signedIn('operations-specialist')
  }, 240_000)

  afterAll(async () => {
    await house.close()
    for (const disk of disks) disk.remove()
  }, 60_000)

  const inFolder = (name: string): string[] => readdirSync(path.join(files.path, 'house', name))

  /** A file of orders; none is in two of them. */
  function table(first: number, count: number): Blob {
    const rows = Array.from(
      { length: count },
      (_, i) =>
        `="33000000000${first * 100_000 + i + 1_000_000}",买家${i},1,等待买家付款,2026-11-20 10:00:00,59.80`,
    )
    return new Blob([['订单编号,买家会员名,支付单号,订单状态,订单创建时间,总金额', ...rows].join('\r\n')])
  }

  async function upload(blob: Blob, name: string): Promise<Response> {
    const fields = { shopId: String(house.cast.shopId), files: { blob, name } }
    const body = filled(await client.page('/orders/imports/new'), '/orders/imports', fields)
    return client.request('/orders/imports', { method: 'POST', body })
  }

  async function reaches(id: number, state: string): Promise<void> {
    await expect
      .poll(async () => (await db.import.findUniqueOrThrow({ where: { id } })).state, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe(state)
  }

  /** Uploads, looks and confirms. */
  async function bring(blob: Blob, name: string): Promise<number> {
    const answer = await upload(blob, name)
    expect(answer.status).toBe(303)
    const place = answer.headers.get('location') ?? ''
    const id = Number(place.split('/').at(-1))
    await reaches(id, 'PREVIEW')
    await client.submit(place, `${place}/moves/confirm`)
    return id
  }

  it('refuses a file in words, keeps nothing half and loses nothing, and takes it when there is room', async () => {
    const earlier = await bring(table(1, 10), '先前.csv')
    await reaches(earlier, 'DONE')
    const before = inFolder('files').sort()
    files.fill(100_000)
    const answer = await upload(table(2, 20_000), '太大.csv')
    expect(answer.status).toBe(507)
    expect(load(await answer.text())('h1').text()).toBe('磁盘空间不足')
    await expect.poll(() => inFolder('uploads')).toEqual([])
    expect(inFolder('files/incoming')).toEqual([])
    expect(inFolder('files').sort()).toEqual(before)
    expect(await db.import.count()).toBe(1)
    expect((await client.request(`/orders/imports/${earlier}`)).status).toBe(200)
    files.empty()
    expect((await upload(table(2, 200), '太大.csv')).status).toBe(303)
  }, 120_000)

  it('refuses what the database has no room for, with the reason on the import, and works again afterwards', async () => {
    const orders = await db.order.count()
    tables.fill(50_000)
    const id = await bring(table(3, 5000), '很多.csv')
    await reaches(id, 'FAILED')
    const { failure } = await db.import.findUniqueOrThrow({ where: { id } })
    expect(failure).toContain('磁盘已满')
    expect(await client.page(`/orders/imports/${id}`)).toContain('磁盘已满')
    expect(await db.order.count()).toBe(orders)
    tables.empty()
    const again = await bring(table(3, 5000), '很多.csv')
    await reaches(again, 'DONE')
    expect(await db.order.count()).toBe(orders + 5000)
  }, 180_000)
})
