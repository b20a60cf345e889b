import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NONCE, open, seal } from '../../src/lib/seal.ts'

const key = createSecretKey(Buffer.alloc(32, 1))
const nonce = Buffer.alloc(NONCE, 2)

describe('what is sealed', () => {
  it('opens with the same key and binding, and holds nothing readable', () => {
    const sealed = seal(key, nonce, 'the secret', '17')
    expect(open(key, sealed, '17').toString()).toBe('the secret')
    expect(sealed.toString('latin1')).not.toContain('the secret')
  })

  it('opens with nothing else, and not once a bit has changed', () => {
    const sealed = seal(key, nonce, Buffer.from([1, 2, 3]), '17')
    expect(() => open(createSecretKey(Buffer.alloc(32, 9)), sealed, '17')).toThrow()
    expect(() => open(key, sealed, '18')).toThrow()
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => open(key, changed, '17'), `byte ${i}`).toThrow()
    }
    expect(() => open(key, sealed.subarray(0, 20), '17')).toThrow()
  })
})
