import type { Tx } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import type { Day } from '../lib/dates.ts'

/** Shanghai days, both included. */
export interface Period {
  readonly from: Day
  readonly to: Day
}

/** A measure of a subject: the value with what it's a share of, so that it can be added up and checked. */
export interface Measured {
  /** Id of the person, team or shop; 0 for the whole house. */
  readonly subject: number
  readonly numerator: number
  readonly denominator: number
  /** Null where there's nothing to divide by. */
  readonly value: number | null
}

/** A record that counts in a measure. */
export interface Evidence {
  readonly at: Date
  readonly title: string
  /** Its page. */
  readonly href: string
  readonly numerator: number
  readonly denominator: number
}

/** A figure that a noun offers to whoever reports and appraises. */
export interface Measure {
  /** `<department>.<words>`; stands in frozen scores for ever. */
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly better: 'higher' | 'lower'
  readonly grain: 'person' | 'team' | 'shop' | 'house'
  /** The tables it's read from, in words. */
  readonly source: string
  /** Numerator, denominator and the event that decides the period, in words. */
  readonly definition: string
  /** Numerators and denominators of all subjects in one statement: `subject`, `numerator`, `denominator`. */
  sql(period: Period): Prisma.Sql
  /** The records behind a subject's value, newest first: `at`, `title`, `href`, `numerator`, `denominator`. */
  evidence(subject: number, period: Period): Prisma.Sql
}

/** Reads a measure of all subjects. */
export function measure(tx: Pick<Tx, '$queryRaw'>, one: Measure, period: Period): Promise<Measured[]> {
  return tx.$queryRaw<Measured[]>`
    SELECT m.subject::int AS subject, m.numerator::float8 AS numerator, m.denominator::float8 AS denominator,
      (m.numerator / nullif(m.denominator, 0))::float8 AS value
    FROM (${one.sql(period)}) AS m ORDER BY m.subject`
}

/** Records that one page of evidence shows. */
const MOST_EVIDENCE = 500

/** The newest records behind a subject's value. */
export function evidenceOf(
  tx: Pick<Tx, '$queryRaw'>,
  one: Measure,
  subject: number,
  period: Period,
): Promise<Evidence[]> {
  return tx.$queryRaw<Evidence[]>`
    SELECT e.at, e.title, e.href, e.numerator::float8 AS numerator, e.denominator::float8 AS denominator
    FROM (${one.evidence(subject, period)}) AS e ORDER BY e.at DESC, e.title LIMIT ${MOST_EVIDENCE}`
}
