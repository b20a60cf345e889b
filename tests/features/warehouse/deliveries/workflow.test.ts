import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAULTS, faultLabels, planFor } from '../../../../src/features/warehouse/deliveries/faults.ts'
import { letterTo } from '../../../../src/features/warehouse/deliveries/letter.ts'
import { linesOfRows } from '../../../../src/features/warehouse/deliveries/lines-file.ts'
import type { Delivery } from '../../../../src/features/warehouse/deliveries/policy.ts'
import { factsOf } from '../../../../src/features/warehouse/deliveries/supplier-part.ts'
import {
  inspectionMove,
  missingOf,
  sumsOf,
  surplusOf,
} from '../../../../src/features/warehouse/deliveries/tally.ts'
import { moves, states } from '../../../../src/features/warehouse/deliveries/workflow.ts'
import { moment } from '../../../../src/lib/dates.ts'
import { isFinal, movesFrom, reachable } from '../../../../src/lib/workflow.ts'

describe('the life of a delivery', () => {
  it.each([
    ['EXPECTED', ['arrive', 'cancel']],
    ['ARRIVED', ['receive-part', 'receive-disputed', 'receive-all', 'cancel']],
    ['PARTLY_RECEIVED', ['arrive', 'close-short']],
    ['DISPUTED', ['settle']],
    ['RECEIVED', []],
    ['CLOSED_SHORT', []],
    ['CANCELLED', []],
  ] as const)('in %s it can %j', (state, keys) => expect(movesFrom(moves, state)).toEqual(keys))

  it('begins announced or at the door, reaches every state, and obliges somebody until it’s over', () => {
    expect(reachable(moves, ['EXPECTED'])).toEqual(new Set(Object.keys(states)))
    for (const [state, words] of Object.entries(states)) {
      expect('owner' in words, state).toBe(!isFinal(moves, state as keyof typeof states))
    }
  })

  it('obliges who buys until it should have come, and the warehouse once it has', () => {
    const expectedBy = moment('2026-11-26', 24 * 60 - 1)
    const row = { expectedBy } as Delivery
    const { owner, due } = states.EXPECTED
    expect(owner.kind === 'holder' && owner.dutyOf(row)).toBe('PURCHASING')
    expect(due.kind === 'field' && due.momentOf(row)).toBe(expectedBy)
    const inspecting = states.ARRIVED.owner
    expect(inspecting.kind === 'holder' && inspecting.dutyOf(row)).toBe('WAREHOUSE_CLERK')
  })
})

describe('what an inspection comes to', () => {
  const line = (announced: number, accepted: number, rejected = 0) => ({ announced, accepted, rejected })

  it.each([
    ['all as announced', [line(5, 5), line(2, 2)], 'receive-all'],
    ['some missing', [line(5, 4)], 'receive-part'],
    ['some rejected', [line(5, 4, 1)], 'receive-disputed'],
    ['too many', [line(5, 6)], 'receive-disputed'],
    ['unannounced', [line(0, 3)], 'receive-disputed'],
    ['one SKU instead of another', [line(5, 0), line(0, 5)], 'receive-part'],
  ] as const)('%s', (_what, lines, move) => expect(inspectionMove(lines)).toBe(move))

  it('never loses a piece: what came and what is missing are what was announced and what was too much', () => {
    const pieces = fc.nat(1000)
    fc.assert(
      fc.property(fc.array(fc.record({ announced: pieces, accepted: pieces, rejected: pieces })), (lines) => {
        for (const one of lines) {
          expect(one.accepted + one.rejected + missingOf(one)).toBe(one.announced + surplusOf(one))
          expect(Math.min(missingOf(one), surplusOf(one))).toBe(0)
        }
        const sums = sumsOf(lines)
        expect(sums.accepted + sums.rejected + sums.missing).toBe(sums.announced + sums.surplus)
      }),
    )
  })
})

describe('the letter to the supplier', () => {
  const head = { number: 'DH20261126-0001', arrivedAt: moment('2026-11-26', 10 * 60) }
  const line = {
    sku: 'CUP',
    product: '马克杯 白',
    announced: 12,
    accepted: 9,
    rejected: 2,
    faults: [{ fault: '颜色不符', quantity: 2 }],
  }

  it('says line by line what is wrong and what is asked for', () => {
    const surplus = {
      ...line,
      sku: 'LID',
      product: '杯盖',
      announced: 0,
      accepted: 3,
      rejected: 0,
      faults: [],
    }
    expect(letterTo(head, [line, surplus])).toBe(
      [
        '您好，到货单 DH20261126-0001（2026-11-26 10:00 到货）验收有以下差异：',
        '1. CUP 马克杯 白：应到 12 件，合格 9 件，不合格 2 件（颜色不符 2 件），少 1 件',
        '2. LID 杯盖：未预报，合格 3 件，多 3 件',
        '不合格的 2 件请安排退换；缺少的 1 件请告知补送时间或退款；多出的 3 件请确认是否计入货款。谢谢！',
      ].join('\n'),
    )
  })

  it('isn’t written when all is well', () => {
    expect(letterTo(head, [{ ...line, accepted: 12, rejected: 0, faults: [] }])).toBeNull()
  })
})

describe('faults', () => {
  it('have words and a plan each', () => {
    expect(new Set(FAULTS.map((fault) => faultLabels[fault])).size).toBe(FAULTS.length)
    expect(planFor('COLOR')).toBe('RETURN_TO_SUPPLIER')
    expect(planFor('PACKAGE')).toBe('REWORK')
  })
})

describe('a table of announced goods', () => {
  const rows = (...lines: string[][]) => linesOfRows(lines.map((cells) => ({ cells })))

  it('is read below the row that names both columns, whatever they’re called', () => {
    expect(rows(['SKU 编码', '件数'], ['CUP', '12'], ['', ''], ['LID', '3.0'])).toEqual(['CUP 12', 'LID 3'])
    expect(
      rows(['杭州某厂'], ['品名', '条码', '发货数量（件）'], ['杯', '690', '5'], ['合计', '', '5']),
    ).toEqual(['690 5'])
  })

  it('keeps what is wrong in its line, so that it’s named there', () => {
    expect(rows(['sku', '数量'], ['CUP', '十二'], ['LID', ''])).toEqual(['CUP 十二', 'LID'])
  })

  it('isn’t one without the columns', () => expect(rows(['a', 'b'], ['CUP', '1'])).toBeNull())
})

describe('a supplier’s record', () => {
  it('names numerator and denominator, and no share of nothing', () => {
    const facts = factsOf({
      due: 4,
      onTime: 3,
      accepted: 98,
      rejected: 2,
      closedAnnounced: 0,
      closedMissing: 0,
    })
    expect(facts.map(({ value }) => value)).toEqual(['75.0%（3/4 单）', '98.0%（98/100 件）', '2 件', ''])
  })
})
