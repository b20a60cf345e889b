import path from 'node:path'
import { beforeAll, expect, inject, it } from 'vitest'
import { checkBackup } from '../../src/backups/check.ts'
import { tablesOf } from '../../src/backups/catalog.ts'
import { loadBackup } from '../../src/backups/load.ts'
import { makeBackup } from '../../src/backups/make.ts'
import type { Kept } from '../../src/backups/place.ts'
import { GIGABYTE } from '../../src/backups/space.ts'
import { loadDemo } from '../../src/demo/load.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { now } from '../../src/lib/dates.ts'
import { sweep } from '../../src/work/housekeeping.ts'
import { system } from '../../src/actor.ts'
import { testServer } from '../setup/database.ts'
import { query, withClient, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'

const dataDir = (): string => path.join(inject('server').folder, `worker_${process.env.VITEST_POOL_ID}`)

beforeAll(async () => {
  furnishHouse()
  await sweep({ actor: system('start'), at: now() })
  await loadDemo({ at: now() })
}, 120_000)

it('x', async () => {
  const t0 = performance.now()
  const kept = await makeBackup({ url: testServer().url, dataDir: dataDir(), reserve: GIGABYTE, proofHere: true })
  console.log('made', performance.now() - t0, kept.manifest.tables.filter((t) => t.rows === 0).map((t) => t.name), kept.manifest.leftOut, kept.manifest.files.length, kept.manifest.lost)
  await checkBackup(kept)
  await withScratch(async (ownerUrl) => {
    const t1 = performance.now()
    await loadBackup(kept, { ownerUrl, log: silent })
    console.log('loaded', performance.now() - t1)
  })
}, 60_000)
