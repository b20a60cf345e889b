import { db } from '../database/client.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** From a moment up to another, the last one excluded. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/**
 * A figure that a noun offers to appraisal and insight. A row falls in the period of the deciding event and is credited
 * to who did it then.
 */
export interface Measure {
  /** `<department>.<words>`; what has frozen it knows it by this for ever. */
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly better: 'higher' | 'lower'
  /** What the subjects are: ids of people, teams or shops; 0 for the house, whose stock belongs to no shop. */
  readonly grain: 'person' | 'team' | 'shop' | 'house'
  /** Which records it's counted from, in words. */
  readonly source: string
  /** What numerator and denominator are and which event decides the period, in words. */
  readonly definition: string
  /** One statement over all subjects: `subject`, `numerator` and `denominator`. Subjects without any are missing. */
  sql(period: Period): Prisma.Sql
  /** The records behind the numerator of a subject, or what keeps it from being whole: `noun`, `"subjectId"`, `at`. */
  evidence(subject: number, period: Period): Prisma.Sql
}

/** A measure's figures for a subject. */
export interface Measured {
  readonly subject: number
  readonly numerator: number
  readonly denominator: number
}

/** A record behind a figure. */
export interface Evidence {
  readonly noun: string
  readonly subjectId: number
  readonly at: Date
}

/** A measure of all subjects in a period. */
export function measure({ sql }: Measure, period: Period): Promise<Measured[]> {
  return db.$queryRaw<Measured[]>`
    SELECT m.subject, m.numerator::float8 AS numerator, m.denominator::float8 AS denominator
    FROM (${sql(period)}) AS m ORDER BY m.subject`
}

/** The records behind a subject's figure. */
export function evidenceOf({ evidence }: Measure, subject: number, period: Period): Promise<Evidence[]> {
  return db.$queryRaw<Evidence[]>`${evidence(subject, period)}`
}
