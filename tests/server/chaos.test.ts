import { expect, it } from 'vitest'
import { run } from '../chaos/run.ts'

it('people lose nothing that was confirmed, and nothing stays half, however often the house is killed', async () => {
  const { faults, acknowledged } = await run(4, 7, () => undefined)
  expect(faults).toEqual([])
  expect(Object.values(acknowledged).every((count) => count > 0)).toBe(true)
}, 300_000)
