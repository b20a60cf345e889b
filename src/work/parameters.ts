import type { Tx } from '../database/client.ts'

/**
 * A number in a rule of the shop that a lead may change in the application. The definition stands beside the rule
 * in the department that owns it; only a value that differs from the default is stored.
 */
export interface Parameter {
  /** `<department>.<words>`; stands in history for ever. */
  readonly key: string
  /** What it decides, in words. */
  readonly label: string
  readonly unit: string
  readonly default: number
  readonly min: number
  readonly max: number
  /** Where it works and what to mind. */
  readonly hint?: string
}

/** @throws RangeError for a default outside the bounds */
export function parameter(definition: Parameter): Parameter {
  if (!isWithin(definition, definition.default)) {
    throw new RangeError(`the default of ${definition.key} is outside its bounds`)
  }
  return definition
}

/** Whether a value is a whole number within the definition's bounds. */
export function isWithin({ min, max }: Parameter, value: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

/** The value in force: what a lead has set, or the default. A stored value outside today's bounds doesn't count. */
export async function parameterValue(tx: Tx, definition: Parameter): Promise<number> {
  const row = await tx.parameter.findUnique({ where: { key: definition.key } })
  return row ? valueIn(definition, row.value) : definition.default
}

/** The values in force of several, in one statement and in their order. */
export async function parameterValues<const Definitions extends readonly Parameter[]>(
  tx: Pick<Tx, 'parameter'>,
  definitions: Definitions,
): Promise<{ -readonly [Index in keyof Definitions]: number }> {
  const rows = await tx.parameter.findMany({ where: { key: { in: definitions.map(({ key }) => key) } } })
  const stored = new Map(rows.map(({ key, value }) => [key, value]))
  // As many as there are definitions.
  return definitions.map((one) => valueIn(one, stored.get(one.key) ?? one.default)) as {
    -readonly [Index in keyof Definitions]: number
  }
}

/** A stored value, or the default where it's none of the definition's. */
export function valueIn(definition: Parameter, stored: number): number {
  return isWithin(definition, stored) ? stored : definition.default
}
