import { describe, expect, it } from 'vitest'
import { generatePassword, hashSecret, isSecret } from '../../src/lib/passwords.ts'

describe('a stored secret', () => {
  it('is hashed with argon2id, at least as dear as OWASP asks, with a salt of its own', async () => {
    const [first, second] = [await hashSecret('horse battery'), await hashSecret('horse battery')]
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
  })

  it('is compared exactly as typed', async () => {
    const stored = await hashSecret(' Pässwört 密码 ')
    expect(await isSecret(' Pässwört 密码 ', stored)).toBe(true)
    for (const other of ['Pässwört 密码', ' pässwört 密码 ', ' Pässwört 密码', '']) {
      expect(await isSecret(other, stored), other).toBe(false)
    }
  })

  it('is nobody’s where there is no hash, at the same cost', async () => {
    expect(await isSecret('anything', null)).toBe(false)
    const stored = await hashSecret('x')
    const time = async (hash: string | null): Promise<number> => {
      const begun = performance.now()
      for (let i = 0; i < 5; i += 1) await isSecret('anything', hash)
      return performance.now() - begun
    }
    const [known, unknown] = [await time(stored), await time(null)]
    expect(unknown).toBeGreaterThan(known / 3)
  })
})

describe('a generated password', () => {
  it('has sixteen readable signs in four groups, none easily taken for another', () => {
    for (let i = 0; i < 200; i += 1) {
      expect(generatePassword()).toMatch(
        /^[abcdefghjkmnpqrstuvwxyz23456789]{4}(-[abcdefghjkmnpqrstuvwxyz23456789]{4}){3}$/,
      )
    }
  })

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, generatePassword)).size).toBe(1000)
  })
})
