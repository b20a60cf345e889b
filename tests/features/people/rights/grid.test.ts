import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { departments } from '../../../../src/house/departments.ts'
import { answerOf } from '../../../../src/features/people/rights/grid.ts'
import type { Rule } from '../../../../src/work/rules.ts'
import {
  anyone,
  both,
  either,
  except,
  holding,
  inOwnShop,
  program,
  superiorOf,
  theOne,
} from '../../../../src/work/rules.ts'
import { castIn } from '../../../setup/cast.ts'
import { testApp, visit } from '../../../setup/web.ts'

const theMaker = theOne<{ makerId: number }>('经办人', (row) => row.makerId)
const answer = (rule: unknown, position: Parameters<typeof answerOf>[1], rowless = false) =>
  answerOf(rule as Rule, position, rowless)

describe('the grid of rights', () => {
  it.each([
    ['anyone', anyone, 'yes', 'yes'],
    ['the program', program, 'no', 'no'],
    ['a position', holding('OWNER'), 'yes', 'no'],
    ['the maker', theMaker, 'depends', 'depends'],
    ['a position or the maker', either(holding('OWNER'), theMaker), 'yes', 'depends'],
    ['a position in its own shop', both(holding('OWNER', 'DESIGNER'), inOwnShop), 'yes', 'depends'],
    [
      'a position that is not the maker',
      both(holding('OWNER'), except('非经办人', theMaker)),
      'depends',
      'no',
    ],
    ['somebody above', superiorOf('经办人', (row: { makerId: number }) => row.makerId), 'depends', 'depends'],
  ] as const)('says of %s what the rule itself says', (_name, rule, owner, designer) => {
    expect(answer(rule, 'OWNER')).toBe(owner)
    expect(answer(rule, 'DESIGNER')).toBe(designer)
  })

  it('does not hide a rule that fails', () => {
    const broken = { ...anyone, test: () => (undefined as unknown as { x: boolean }).x }
    expect(() => answer(broken, 'OWNER')).toThrow(TypeError)
  })
})

describe('the page', () => {
  beforeAll(async () => {
    await castIn()
  })

  it('prints every deed and move of every noun, with the words of its rule', async () => {
    const visitor = await visit(testApp(), 'designer')
    const page = load((await visitor.get('/people/rights')).text)
    for (const { noun } of departments.flatMap(({ entries }) => entries)) {
      const section = page(`#rights-${noun.key.replace('/', '-')}`).closest('section')
      expect(section.find('tbody tr'), noun.key).toHaveLength(Object.keys(noun.policy).length)
      for (const { words } of Object.values(noun.policy)) expect(section.text()).toContain(words)
    }
  })
})
