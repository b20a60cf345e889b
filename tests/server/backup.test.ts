import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import { afterAll, describe, expect, it } from 'vitest'
import { testFolder } from '../setup/test-folder.ts'
import { Program } from './program.ts'

const folder = testFolder()
const [here, there] = [path.join(folder.path, 'here'), path.join(folder.path, 'there')]
const PASSWORD = 'one-for-all-of-us'
const settings = { DEMO_PASSWORD: PASSWORD, DATA_DIR: here }
let program: Program | undefined
/** Where the backup lies. */
let backup = ''

afterAll(async () => {
  await program?.end('SIGKILL')
  folder.remove()
})

/** Signs in as a browser does; where that leads. */
async function signIn(at: Program): Promise<string | null> {
  const page = await at.fetch('/login')
  const _csrf = load(await page.text())('input[name="_csrf"]').attr('value') ?? ''
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const body = new URLSearchParams({ _csrf, employeeNumber: 'owner', password: PASSWORD, next: '/' })
  return (await at.fetch('/login', { method: 'POST', body, headers: { cookie } })).headers.get('location')
}

/** Runs a command to its end. */
async function run(script: string, more: Record<string, string>, ...args: string[]): Promise<string> {
  const command = Program.run(script, { ...settings, ...more }, ...args)
  return `${await command.exit()} ${command.printed}`
}

describe('the program', () => {
  it('is backed up while it runs, and the backup is proven', async () => {
    program = await Program.start(settings, '--demo')
    const said = await run('back-up', {})
    expect(said).toMatch(/^0 Made \S+\n\d+ rows of \d+ tables, \d+ files/)
    expect(said).toContain('Proven: restored into a scratch database')
    expect(said).toContain(`Keep ${path.join(here, 'secrets.json')} apart`)
    backup = /Made (\S+)/.exec(said)?.[1] ?? ''
    expect(await signIn(program)).toBe('/')
  }, 300_000)

  it('can not be restored over while it runs, nor without the keys', async () => {
    expect(await run('restore', {}, backup, '--replace')).toMatch(
      /^1 The data folder \S+ is in use by process/,
    )
    expect(await run('restore', { DATA_DIR: there }, backup)).toContain('--secrets <file>')
    expect(await run('restore', { DATA_DIR: there })).toContain('1 Usage: npm run restore')
    expect(existsSync(there)).toBe(false)
    expect(await program?.end()).toBe(0)
  }, 120_000)

  it('is restored on an empty folder, starts there, and a person signs in', async () => {
    const said = await run(
      'restore',
      { DATA_DIR: there },
      backup,
      '--secrets',
      path.join(here, 'secrets.json'),
    )
    expect(said).toMatch(/^0 Restored \S+: everything is as it was at/)
    program = await Program.start({ ...settings, DATA_DIR: there })
    expect(await signIn(program)).toBe('/')
    expect(await program.end()).toBe(0)
    program = undefined
  }, 300_000)

  it('is not replaced unless told to, and then leaves a safety backup', async () => {
    expect(await run('restore', { DATA_DIR: there }, backup)).toContain('add --replace')
    const said = await run('restore', { DATA_DIR: there }, backup, '--replace')
    expect(said).toMatch(/^0 What was here before is in \S+-before-restore\n/)
    expect(readdirSync(path.join(there, 'backups'))).toHaveLength(1)
    rmSync(there, { recursive: true })
    expect(await run('back-up', { DATA_DIR: there })).toContain('holds no database')
  }, 300_000)
})
