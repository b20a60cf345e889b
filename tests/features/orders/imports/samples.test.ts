import { readdirSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { castIn, actor } from '../../../setup/cast.ts'
import type { Cast } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { importFile, sample, samples } from '../files.ts'

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

const files = readdirSync(samples).filter((name) => /\.(csv|xlsx?)$/.test(name))

describe('every file that the platform exports', () => {
  it.each(files)('%s goes in whole, untouched, and changes nothing the second time', async (name) => {
    const owner = await actor(cast, 'owner')
    const done = await importFile(owner, cast.shopId, sample(name))
    expect(done).toMatchObject({ state: 'DONE', badCount: 0, changedCount: 0, unchangedCount: 0 })
    expect(done.rowCount).toBeGreaterThan(0)
    expect(done.newCount).toBe(done.rowCount)
    const again = await importFile(owner, cast.shopId, sample(name))
    expect(again).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: done.rowCount })
  })
})
