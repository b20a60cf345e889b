import type { Actor, Duty } from '../actor.ts'
import { dutyLabels, holds, personOf, seesShop } from '../actor.ts'

/**
 * A rule says who may, twice from one source: in words for 权限一览 and for the reason of a refusal, and as a
 * pure test over the row that the query already brought. A right that concerns no row is a `Rule<null>`.
 */
export interface Rule<Row = unknown> {
  readonly words: string
  /** The duties the words name: whom to ask when refused. */
  readonly duties: readonly Duty[]
  test(actor: Actor, row: Row): boolean
}

/** Every signed-in person. */
export const anyone: Rule = { words: '所有在职人员', duties: [], test: (actor) => actor.kind !== 'system' }

/** Nobody but the program itself. */
export const program: Rule = { words: '仅由系统执行', duties: [], test: () => false }

/** Holders of any of the duties, by position or as an extra duty. */
export function holding(...duties: Duty[]): Rule {
  return {
    words: duties.map((duty) => dutyLabels[duty]).join('、'),
    duties,
    test: (actor) => holds(actor, ...duties),
  }
}

/** The person whom `pick` finds in the row, called `who` in the words. */
export function theOne<Row>(who: string, pick: (row: Row) => number | null): Rule<Row> {
  return { words: who, duties: [], test: (actor, row) => isSame(personOf(actor), pick(row)) }
}

/** Anybody above the person whom `pick` finds, at any height of the reporting line. */
export function superiorOf<Row>(who: string, pick: (row: Row) => number | null): Rule<Row> {
  return {
    words: `${who}的上级`,
    duties: [],
    test: (actor, row) => {
      const person = pick(row)
      return actor.kind !== 'system' && person !== null && actor.reports.has(person)
    },
  }
}

/** Those who see the row's shop; a row without a shop belongs to everybody. */
export const inOwnShop: Rule<{ shopId: number | null }> = {
  words: '本店铺',
  duties: [],
  test: (actor, row) => row.shopId === null || seesShop(actor, row.shopId),
}

/** A holder of the duty that the row itself names, in the row's shop. */
export function holderIn<Row extends { shopId: number | null }>(
  who: string,
  pick: (row: Row) => Duty | null,
): Rule<Row> {
  return {
    words: who,
    duties: [],
    test: (actor, row) => {
      const duty = pick(row)
      return duty !== null && holds(actor, duty) && inOwnShop.test(actor, row)
    },
  }
}

/** One of the rules is enough. */
export function either<Row>(...rules: Rule<Row>[]): Rule<Row> {
  return {
    words: rules.map((rule) => rule.words).join('，或'),
    duties: rules.flatMap((rule) => rule.duties),
    test: (actor, row) => rules.some((rule) => rule.test(actor, row)),
  }
}

/** All of the rules must hold. */
export function both<Row>(...rules: Rule<Row>[]): Rule<Row> {
  return {
    words: rules.map((rule) => rule.words).join('，且'),
    duties: rules.flatMap((rule) => rule.duties),
    test: (actor, row) => rules.every((rule) => rule.test(actor, row)),
  }
}

/** The opposite of a rule, in words of its own: `except('不能审核自己的申请', theApplicant)`. */
export function except<Row>(words: string, rule: Rule<Row>): Rule<Row> {
  return { words, duties: [], test: (actor, row) => !rule.test(actor, row) }
}

/** Whether an actor may. The program always may: its deeds are written in our own code. */
export function may<Row>(rule: Rule<Row>, actor: Actor, row: Row): boolean {
  return actor.kind === 'system' || rule.test(actor, row)
}

function isSame(a: number | null, b: number | null): boolean {
  return a !== null && a === b
}
