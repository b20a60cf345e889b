import { describe, expect, it } from 'vitest'
import type { Duty, PersonActor } from '../../src/actor.ts'
import { system } from '../../src/actor.ts'
import {
  anyone,
  both,
  either,
  except,
  holderIn,
  holding,
  inOwnShop,
  may,
  program,
  superiorOf,
  theOne,
} from '../../src/work/rules.ts'

/** Somebody with id 7 in shop 1, above 8 and 9. */
function person(...duties: Duty[]): PersonActor {
  return {
    kind: 'person',
    personId: 7,
    name: '周敏',
    employeeNumber: 'e7',
    position: 'DESIGNER',
    duties: new Set(duties),
    shops: new Set([1]),
    reports: new Set([8, 9]),
    superiorId: 2,
  }
}

const me = person('DESIGNER')
const robot = system('test')
interface Row {
  ownerId: number | null
  shopId: number | null
  duty: Duty | null
}
const row = (parts: Partial<Row> = {}): Row => ({ ownerId: null, shopId: null, duty: null, ...parts })

describe('a rule', () => {
  it('for anyone lets everybody in who is somebody', () => {
    expect([anyone.test(me, null), anyone.test(robot, null)]).toEqual([true, false])
    expect([anyone.words, anyone.duties]).toEqual(['所有在职人员', []])
  })

  it('for the program lets nobody in', () => {
    expect([program.test(me, null), program.test(robot, null)]).toEqual([false, false])
    expect([program.words, program.duties]).toEqual(['仅由系统执行', []])
  })

  it('for holders asks for one of the duties, and names them', () => {
    const rule = holding('OWNER', 'DESIGNER')
    expect([rule.test(me, null), rule.test(person('HR'), null), rule.test(robot, null)]).toEqual([
      true,
      false,
      false,
    ])
    expect([rule.words, rule.duties]).toEqual(['店铺负责人、美工', ['OWNER', 'DESIGNER']])
  })

  it('for the one in the row means exactly that one', () => {
    const rule = theOne<Row>('办理人', ({ ownerId }) => ownerId)
    expect([7, 8, null].map((ownerId) => rule.test(me, row({ ownerId })))).toEqual([true, false, false])
    expect(rule.test(robot, row())).toBe(false)
    expect([rule.words, rule.duties]).toEqual(['办理人', []])
  })

  it('for superiors means everybody above, not oneself', () => {
    const rule = superiorOf<Row>('办理人', ({ ownerId }) => ownerId)
    expect([8, 9, 7, null].map((ownerId) => rule.test(me, row({ ownerId })))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(rule.test(robot, row({ ownerId: 8 }))).toBe(false)
    expect([rule.words, rule.duties]).toEqual(['办理人的上级', []])
  })

  it('for one’s own shop lets rows of no shop through', () => {
    expect([1, 2, null].map((shopId) => inOwnShop.test(me, { shopId }))).toEqual([true, false, true])
    expect(inOwnShop.test({ ...me, shops: 'all' }, { shopId: 2 })).toBe(true)
    expect(inOwnShop.test(robot, { shopId: 2 })).toBe(true)
    expect([inOwnShop.words, inOwnShop.duties]).toEqual(['本店铺', []])
  })

  it('for holders of the row’s duty asks for duty and shop', () => {
    const rule = holderIn<Row>('待接手岗位的人员', ({ duty }) => duty)
    expect(rule.test(me, row({ duty: 'DESIGNER', shopId: 1 }))).toBe(true)
    expect(rule.test(me, row({ duty: 'DESIGNER', shopId: 2 }))).toBe(false)
    expect(rule.test(me, row({ duty: 'HR', shopId: 1 }))).toBe(false)
    expect(rule.test(me, row({ shopId: 1 }))).toBe(false)
    expect([rule.words, rule.duties]).toEqual(['待接手岗位的人员', []])
  })
})

describe('rules together', () => {
  const yes = holding('DESIGNER')
  const no = holding('OWNER')

  it('are either: one is enough', () => {
    const tests = [either(yes, no), either(no, yes), either(no, no)].map((rule) => rule.test(me, null))
    expect(tests).toEqual([true, true, false])
    expect([either(yes, no).words, either(yes, no).duties]).toEqual([
      '美工，或店铺负责人',
      ['DESIGNER', 'OWNER'],
    ])
  })

  it('are both: all must hold', () => {
    expect([both(yes, yes), both(yes, no), both(no, yes)].map((rule) => rule.test(me, null))).toEqual([
      true,
      false,
      false,
    ])
    expect([both(yes, no).words, both(yes, no).duties]).toEqual(['美工，且店铺负责人', ['DESIGNER', 'OWNER']])
  })

  it('are turned around with words of their own', () => {
    const rule = except('负责人除外', no)
    expect([rule.test(me, null), rule.test(person('OWNER'), null)]).toEqual([true, false])
    expect([rule.words, rule.duties]).toEqual(['负责人除外', []])
  })
})

describe('who may', () => {
  it('is the rule’s matter, but for the program, which always may', () => {
    expect([may(holding('OWNER'), me, null), may(holding('OWNER'), robot, null)]).toEqual([false, true])
    expect(may(holding('DESIGNER'), me, null)).toBe(true)
  })
})
