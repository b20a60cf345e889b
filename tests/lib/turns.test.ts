import { describe, expect, it } from 'vitest'
import { TooMany, turns } from '../../src/lib/turns.ts'

/** A work that ends when it's told to. */
function work(): { run: () => Promise<string>; end: (word: string) => void; fail: () => void } {
  let [end, fail]: [(word: string) => void, () => void] = [() => undefined, () => undefined]
  const ended = new Promise<string>((resolve, reject) => {
    end = resolve
    fail = () => reject(new Error('failed'))
  })
  return { run: () => ended, end: (word) => end(word), fail: () => fail() }
}

describe('turns', () => {
  it('lets so many work at once, the rest in their order, and refuses whom there is no room for', async () => {
    const inTurn = turns({ atOnce: 2, waiting: 1 })
    const [one, two, three] = [work(), work(), work()]
    const begun: number[] = []
    const run = (i: number, { run }: ReturnType<typeof work>) =>
      inTurn(() => {
        begun.push(i)
        return run()
      })
    const results = [run(1, one), run(2, two), run(3, three)]
    await expect(inTurn(() => Promise.resolve('four'))).rejects.toThrow(TooMany)
    expect(begun).toEqual([1, 2])
    one.end('one')
    expect(await results[0]).toBe('one')
    await new Promise(setImmediate)
    expect(begun).toEqual([1, 2, 3])
    two.end('two')
    three.end('three')
    expect(await Promise.all(results)).toEqual(['one', 'two', 'three'])
  })

  it('goes on after a work that fails', async () => {
    const inTurn = turns({ atOnce: 1, waiting: 1 })
    const one = work()
    const failing = inTurn(one.run)
    const next = inTurn(() => Promise.resolve('next'))
    one.fail()
    await expect(failing).rejects.toThrow('failed')
    expect(await next).toBe('next')
    expect(await inTurn(() => Promise.resolve('after'))).toBe('after')
  })
})
