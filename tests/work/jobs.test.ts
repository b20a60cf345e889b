import { expect, it } from 'vitest'
import type { JobTables } from '../../src/work/jobs.ts'
import { enqueue, startJobs } from '../../src/work/jobs.ts'
import { testServer } from '../setup/database.ts'

it('a queued job is done once for each record, by one of several processes, and is told when the program stops', async () => {
  const done: number[] = []
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let told: boolean | undefined
  const tables: JobTables = {
    jobs: [],
    queued: [
      { name: 'count', label: '数数', run: (_act, id) => Promise.resolve(done.push(id)) },
      {
        name: 'hold',
        label: '等着',
        run: async (_act, _id, signal) => {
          signal?.addEventListener('abort', release)
          await held
          told = signal?.aborted
        },
      },
    ],
  }
  const log = { info: () => undefined, error: () => undefined }
  const first = await startJobs(testServer().url, tables, log)
  const second = await startJobs(testServer().url, tables, log)
  await enqueue('count', 1, 2, 2, 1)
  await enqueue('hold', 7)
  await expect.poll(() => [...new Set(done)].sort(), { timeout: 10_000 }).toEqual([1, 2])
  await new Promise((resolve) => setTimeout(resolve, 3000))
  await Promise.all([first.stop(), second.stop()])
  expect(told).toBe(true)
  await enqueue('count', 3)
  expect(done).not.toContain(3)
}, 40_000)
