import { load } from 'cheerio'
import { afterAll, describe, expect, it } from 'vitest'
import { POSITIONS } from '../../src/actor.ts'
import { testFolder } from '../setup/test-folder.ts'
import { Program } from './program.ts'

const folder = testFolder()
const settings = { DATA_DIR: folder.path }
let program: Program | undefined

afterAll(async () => {
  await program?.end('SIGKILL')
  folder.remove()
})

/** Employee number and password of everybody as they were printed. */
function signIns(printed: string): Map<string, string> {
  const lines = printed.slice(printed.indexOf('Demo sign-ins')).matchAll(/^ {4}(\S+) +(\S+) +\S+$/gm)
  return new Map([...lines].map(([, number = '', password = '']) => [number, password]))
}

/** Signs in as a browser does; where that leads. */
async function signIn(at: Program, employeeNumber: string, password: string): Promise<string | null> {
  const page = await at.fetch('/login')
  const _csrf = load(await page.text())('input[name="_csrf"]').attr('value') ?? ''
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const body = new URLSearchParams({ _csrf, employeeNumber, password, next: '/' })
  return (await at.fetch('/login', { method: 'POST', body, headers: { cookie } })).headers.get('location')
}

const numbers = POSITIONS.map((position) => position.toLowerCase().replaceAll('_', '-'))

describe('the demo', () => {
  it('prints a sign-in of every position, and each opens the door', async () => {
    program = await Program.start(settings, '--demo')
    const printed = signIns(program.printed)
    expect([...printed.keys()]).toEqual(expect.arrayContaining(numbers))
    expect(new Set(printed.values()).size).toBe(printed.size)
    for (const number of numbers) {
      expect(await signIn(program, number, printed.get(number) ?? ''), number).toBe('/')
    }
    expect(await signIn(program, 'owner', 'not-the-password')).toBe(null)
    expect(program.printed).toMatch(/warehouse-clerk +PIN \d{6}, badge GP\d{24}\n/)
    expect(await program.end()).toBe(0)
  }, 240_000)

  it('gives everybody a new password when it is started again, or the one that is asked for', async () => {
    const before = signIns(program?.printed ?? '')
    program = await Program.start({ ...settings, DEMO_PASSWORD: 'one-for-all-of-us' }, '--demo')
    expect(signIns(program.printed).get('owner')).toBe('one-for-all-of-us')
    expect(program.printed).toMatch(/warehouse-clerk +PIN 739154, badge as before\n/)
    expect(await signIn(program, 'owner', before.get('owner') ?? '')).toBe(null)
    expect(await signIn(program, 'warehouse-clerk', 'one-for-all-of-us')).toBe('/')
  }, 240_000)

  it('lets an owner who has lost the password in again, by a command on its machine', async () => {
    const letIn = async (...numbers: string[]): Promise<string> => {
      const command = Program.run('let-in', settings, ...numbers)
      return `${await command.exit()} ${command.printed}`
    }
    expect(await letIn()).toContain('1 Usage: npm run let-in')
    expect(await letIn('hr')).toBe('1 No owner in service has the number hr.\n')
    const [, password = ''] = /^0 \S+ \(owner\) signs in with (\S+) and must/.exec(await letIn('owner')) ?? []
    if (!program) throw new Error('the program is not running')
    expect(await signIn(program, 'owner', 'one-for-all-of-us')).toBe(null)
    expect(await signIn(program, 'owner', password)).toBe('/')
    expect(await program.end()).toBe(0)
    program = undefined
  }, 120_000)
})
