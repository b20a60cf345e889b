import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Branch } from '../../../../src/features/people/staff/hierarchy.ts'
import { branches, cycleAfter, cycleIn } from '../../../../src/features/people/staff/hierarchy.ts'

/** Superiors of 12 people, any at all. */
const anySuperiors = fc
  .array(fc.option(fc.integer({ min: 1, max: 12 })), { minLength: 12, maxLength: 12 })
  .map((superiors) => new Map(superiors.map((superior, i) => [i + 1, superior])))

/** Whether somebody comes upon himself when walking up; the slow, plain way. */
function hasCircle(superiors: ReadonlyMap<number, number | null>): boolean {
  return [...superiors.keys()].some((start) => {
    let person = superiors.get(start) ?? null
    for (let step = 0; step < 20 && person !== null; step += 1) {
      if (person === start) return true
      person = superiors.get(person) ?? null
    }
    return false
  })
}

describe('the reporting line', () => {
  it('has a circle exactly when somebody stands above himself', () => {
    fc.assert(
      fc.property(anySuperiors, (superiors) => {
        expect(cycleIn(superiors) !== null).toBe(hasCircle(superiors))
      }),
      { numRuns: 1000 },
    )
  })

  it('names the people of a circle in order, each reporting to the next', () => {
    fc.assert(
      fc.property(anySuperiors, (superiors) => {
        const circle = cycleIn(superiors)
        if (!circle) return
        circle.forEach((person, i) => {
          expect(superiors.get(person)).toBe(circle[(i + 1) % circle.length])
        })
      }),
    )
  })

  it('stays free of circles when only permitted changes are made', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(fc.integer({ min: 1, max: 12 })))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const superiors = new Map<number, number | null>(Array.from({ length: 12 }, (_, i) => [i + 1, null]))
        for (const [person, superior] of changes) {
          if (cycleAfter(superiors, new Map([[person, superior]])) === null) superiors.set(person, superior)
          expect(hasCircle(superiors)).toBe(false)
        }
      }),
    )
  })

  it('refuses oneself as superior', () => {
    expect(cycleAfter(new Map([[1, null]]), new Map([[1, 1]]))).toEqual([1])
  })
})

describe('the chart', () => {
  it('shows everybody exactly once, those whose superior is not among them at the top', () => {
    fc.assert(
      fc.property(anySuperiors, (superiors) => {
        if (cycleIn(superiors)) return
        const people = [...superiors]
          .filter(([id]) => id % 3 !== 0)
          .map(([id, superiorId]) => ({ id, superiorId }))
        const seen: number[] = []
        const walk = (nodes: readonly Branch<(typeof people)[number]>[]): void => {
          for (const { person, reports } of nodes) {
            seen.push(person.id)
            for (const { person: below } of reports) expect(below.superiorId).toBe(person.id)
            walk(reports)
          }
        }
        walk(branches(people))
        expect(seen.sort((a, b) => a - b)).toEqual(people.map(({ id }) => id))
      }),
    )
  })
})
