import { describe, expect, it } from 'vitest'
import { testFolder } from '../setup/test-folder.ts'
import { Program } from './program.ts'

describe('wrong settings', () => {
  it('are told all at once, one line each, before anything is started', async () => {
    const program = Program.spawn({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://localhost/house',
      DEMO_PASSWORD: 'short',
    })
    expect(await program.exit()).toBe(1)
    expect(program.printed.trim().split('\n')).toEqual([
      'These settings are wrong:',
      '  PORT must be a whole number from 0 to 65535',
      '  DATABASE_URL must be an address like postgresql://user:password@host:5432/name',
      expect.stringMatching(/^ {2}LOG_LEVEL /),
      '  DEMO_PASSWORD must have at least 8 characters',
      'See .env.example for what each means.',
    ])
  }, 60_000)

  it('name the database that does not answer, without its password', async () => {
    const folder = testFolder()
    const DATABASE_URL = 'postgresql://house:secret-of-the-house@127.0.0.1:1/house'
    const program = Program.spawn({ DATABASE_URL, DATA_DIR: folder.path })
    expect(await program.exit()).toBe(1)
    expect(program.printed).toContain("The database at postgresql://house@127.0.0.1:1/house can't be used")
    expect(program.printed).not.toContain('secret-of-the-house')
    folder.remove()
  }, 60_000)
})
