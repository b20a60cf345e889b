import { expect, it } from 'vitest'
import { groupBy, sumOf } from '../../src/lib/groups.ts'

it('groups in the order of first appearance and keeps the order within', () => {
  const groups = groupBy(['bee', 'ant', 'boar', 'ape'], (word) => word[0])
  expect([...groups]).toEqual([
    ['b', ['bee', 'boar']],
    ['a', ['ant', 'ape']],
  ])
})

it('sums a figure; nothing sums to zero', () => {
  expect(sumOf([{ n: 2 }, { n: -5 }], ({ n }) => n)).toBe(-3)
  expect(sumOf([], () => 1)).toBe(0)
})
