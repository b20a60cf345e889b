import type { Duty, PersonActor, Position } from '../../../actor.ts'
import { ALL_SHOP_DUTIES, POSITIONS } from '../../../actor.ts'
import type { Noun } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'

/** Whether holders of a position may, may not, or whether it's decided by the record. */
export type Answer = 'yes' | 'no' | 'depends'

/** Somebody who holds nothing but a position, stands above nobody and is assigned to no shop of the record. */
function holder(position: Position): PersonActor {
  const duties = new Set<Duty>([position])
  return {
    kind: 'person',
    personId: -1,
    name: '',
    employeeNumber: '',
    position,
    duties,
    shops: ALL_SHOP_DUTIES.includes(position) ? 'all' : new Set(),
    reports: new Set(),
    superiorId: null,
  }
}

class Asked extends Error {}

/** A record of which only the shop is known; whoever asks for more depends on the record. */
function unknownRow(shopId: number | null): object {
  return new Proxy(
    {},
    {
      get: (_target, key) => {
        if (key === 'shopId') return shopId
        throw new Asked()
      },
      has: (_target, key) => {
        if (key === 'shopId') return true
        throw new Asked()
      },
    },
  )
}

/**
 * What a rule says of a position, found by asking the rule itself: once about a record without a shop, once about one
 * of a foreign shop. If the answers differ, or the rule looks at anything else, it depends.
 */
export function answerOf(rule: Rule, position: Position, rowless: boolean): Answer {
  const actor = holder(position)
  const ask = (row: object | null): boolean | 'asked' => {
    try {
      return rule.test(actor, row)
    } catch (error) {
      if (error instanceof Asked) return 'asked'
      throw error
    }
  }
  const answers = rowless ? [ask(null)] : [ask(unknownRow(null)), ask(unknownRow(0))]
  if (answers.every((answer) => answer === true)) return 'yes'
  return answers.every((answer) => answer === false) ? 'no' : 'depends'
}

/** One deed or move of a noun. */
export interface RightsLine {
  readonly deed: string
  readonly label: string
  /** Who may, in words. */
  readonly words: string
  readonly answers: readonly { position: Position; answer: Answer }[]
}

/** All deeds and moves of a noun in the order of its policy. */
export function linesOf(noun: Noun): RightsLine[] {
  return Object.entries(noun.policy).map(([deed, rule]) => ({
    deed,
    label: noun.workflow?.moves[deed]?.label ?? noun.deeds[deed] ?? deed,
    words: rule.words,
    answers: POSITIONS.map((position) => ({
      position,
      // A noun's rule is tested with its own rows or null; the unknown row stands for any.
      answer: answerOf(rule as Rule, position, noun.rowless.includes(deed)),
    })),
  }))
}
