import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

interface Figure {
  name: string
  ours: number
  floor: number
  ratio: number
  p50: number | null
}

/** What a short bench printed as JSON, line by line. */
async function figures(area: string): Promise<Figure[]> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'bench', '--', area, '--short', '--built'],
    {
      cwd: root,
      maxBuffer: 10_000_000,
    },
  )
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  return lines.map((line) => JSON.parse(line) as Figure)
}

it.each([
  ['lists', ['order list at 2,000', 'work item list at 20,000', 'order list: growth', 'memory under load']],
  ['writes', ['making a move', 'saving an edit']],
  ['scans', ['pack-check scan, 20 terminals', 'receipt scan, 10 terminals beside 10 that pack']],
  ['ledger', ['movements of a SKU at 5,000', 'movements of a location: growth', 'proof of 50,000 movements']],
  ['start', ['start on existing data']],
  ['imports', ['imports read and preview', 'imports write', 'imports']],
])(
  'the short bench of %s measures each figure beside its floor',
  async (area, names) => {
    const found = await figures(area)
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
    for (const { ours, floor, ratio } of found)
      expect([ours, floor, ratio].every((figure) => figure > 0)).toBe(true)
  },
  300_000,
)
