import { PrismaPg } from '@prisma/adapter-pg'
import { expect, it } from 'vitest'
import { loadBackup } from '../../src/backups/load.ts'
import { db } from '../../src/database/client.ts'
import { PrismaClient } from '../../src/generated/prisma/client.ts'
import { post, prove, transfer } from '../../src/features/warehouse/stock/ledger.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { now } from '../../src/lib/dates.ts'
import { erase } from '../../src/storage/erase.ts'
import { store } from '../../src/storage/files.ts'
import { deed } from '../../src/work/act.ts'
import { location } from '../setup/goods.ts'
import { program, stocked, warehouse } from '../setup/parcels.ts'
import { query, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { backUp } from './place.ts'

/** Makes every table large enough that goods move while it's being read. */
const FILLING = `
  INSERT INTO history (at, system_name, noun, subject_id, deed, remark)
  SELECT $1::timestamptz, 'test', 'test', i, 'try', repeat('买家', 100) FROM generate_series(1, 60000) AS i`

it(
  'is of one moment while goods move and files come and go, and holds up nobody',
  { timeout: 120_000 },
  async () => {
    furnishHouse()
    await warehouse()
    const cups = [await stocked(500), await stocked(500), await stocked(500)]
    const far = await location()
    await db.$executeRawUnsafe(FILLING, now())
    const files = await Promise.all(
      Array.from({ length: 40 }, (_, i) => store(Buffer.from(`文件 ${i}`), 'text/plain', now())),
    )

    let [working, moved, slowest] = [true, 0, 0]
    const mover = async (cup: (typeof cups)[number]): Promise<void> => {
      while (working) {
        const begun = performance.now()
        const there = transfer(cup.id, cup.locationId, far.id, 1, 'TRANSFER')
        const back = transfer(cup.id, far.id, cup.locationId, 1, 'TRANSFER')
        for (const entries of [there, back]) {
          await deed(program, (act) => post(act, { noun: 'test', subjectId: 1 }, entries))
        }
        moved += 2
        slowest = Math.max(slowest, performance.now() - begun)
      }
    }
    const eraser = async (): Promise<void> => {
      for (const id of files) {
        await erase(id)
        await store(Buffer.from(`之后 ${id}`), 'text/plain', now())
      }
    }
    const work = [...cups.map(mover), eraser()]
    const before = await db.stockMovement.count()
    const kept = await backUp()
    const during = (await db.stockMovement.count()) - before
    working = false
    await Promise.all(work)

    expect(during, 'movements while it was made').toBeGreaterThan(10)
    expect(slowest, 'milliseconds of the slowest two movements').toBeLessThan(5000)
    expect(kept.manifest.lost).toEqual([])
    await withScratch(async (ownerUrl) => {
      await loadBackup(kept, { ownerUrl, log: silent })
      const there = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownerUrl }) })
      expect(await prove(there)).toEqual([])
      await there.$disconnect()
      const [row] = await query<{ n: number }>(ownerUrl, 'SELECT count(*)::int AS n FROM stock_movements')
      expect(row?.n).toBeLessThanOrEqual(before + moved * 2)
      const stored = await query<{ sha256: string }>(ownerUrl, 'SELECT sha256 FROM stored_files ORDER BY id')
      expect(stored.map(({ sha256 }) => sha256)).toEqual(kept.manifest.files.map(({ sha256 }) => sha256))
    })
  },
)
