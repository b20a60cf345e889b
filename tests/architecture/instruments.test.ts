import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const modules = [
  ...['imports', 'ledger', 'lists', 'scans', 'start', 'writes'].map((area) => `./tests/bench/${area}.ts`),
  './tests/chaos/run.ts',
]

it('lets the benches and the chaos run be loaded without the test runner, whose setup they mustn’t reach', async () => {
  const loading = `await Promise.all(${JSON.stringify(modules)}.map((file) => import(file)))`
  const node = promisify(execFile)
  const { stderr } = await node(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', loading], {
    cwd: root,
    env: { PATH: process.env.PATH },
  })
  expect(stderr).toBe('')
}, 60_000)
