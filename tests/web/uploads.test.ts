import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import { openUploads } from '../../src/web/uploads.ts'
import { testFolder } from '../setup/test-folder.ts'

const home = testFolder()
afterAll(() => home.remove())

describe('the folder for files on their way', () => {
  it.skipIf(process.platform === 'win32')('is open to nobody else on the machine', async () => {
    await openUploads(home.path, 1)
    expect(statSync(path.join(home.path, 'uploads')).mode & 0o077).toBe(0)
  })

  it('loses at the next start what a crash left there, but not what is on its way', async () => {
    await openUploads(home.path, 1)
    const folder = path.join(home.path, 'uploads')
    for (const name of ['left', 'coming']) writeFileSync(path.join(folder, name), 'x')
    const before = plus(now(), -DAY_MS - 1000)
    utimesSync(path.join(folder, 'left'), before, before)
    await openUploads(home.path, 1)
    expect(readdirSync(folder)).toEqual(['coming'])
  })
})
