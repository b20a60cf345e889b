import { expect, it } from 'vitest'
import { beginning, containing } from '../../src/lib/search.ts'

it('takes what LIKE would take for a wildcard as itself', () => {
  expect(beginning('A_1%\\')).toBe('A\\_1\\%\\\\%')
  expect(containing('50%')).toBe('%50\\%%')
})
