import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secret } from '../../src/database/secrets.ts'
import { testFolder } from '../setup/test-folder.ts'

let folder: ReturnType<typeof testFolder>
let file: string

beforeEach(() => {
  folder = testFolder()
  file = path.join(folder.path, 'data', 'secrets.json')
})

afterEach(() => folder.remove())

const dataDir = (): string => path.dirname(file)

describe('a secret', () => {
  it('is made once and kept beside the others, where only we can read it', () => {
    const first = secret(dataDir(), 'session')
    const second = secret(dataDir(), 'contacts')
    expect(first).not.toBe(second)
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    expect(secret(dataDir(), 'session')).toBe(first)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ session: first, contacts: second })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is made the way its user wants', () => {
    expect(secret(dataDir(), 'token', () => 'once')).toBe('once')
    expect(secret(dataDir(), 'token', () => 'twice')).toBe('once')
  })

  it('is the same for all processes that ask for it at the same moment', async () => {
    const script = `
      import { secret } from './src/database/secrets.ts'
      console.log(secret(process.argv.at(-1), 'shared'), secret(process.argv.at(-1), String(process.pid)))`
    const ask = (): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, [
        ...['--import', 'tsx', '--input-type=module', '-e', script, '--', dataDir()],
      ])
    const answers = await Promise.all([ask(), ask(), ask(), ask()])
    const shared = answers.map(({ stdout }) => stdout.split(' ')[0])
    expect(new Set(shared).size).toBe(1)
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toHaveLength(5)
  })

  it('is never replaced by a new one because the file is damaged', () => {
    secret(dataDir(), 'contacts')
    writeFileSync(file, '{ "contacts": ')
    expect(() => secret(dataDir(), 'contacts')).toThrow('restore it from a backup')
    expect(readFileSync(file, 'utf8')).toBe('{ "contacts": ')
  })
})
