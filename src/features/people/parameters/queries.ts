import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { house } from '../../../work/house.ts'
import type { Parameter } from '../../../work/parameters.ts'
import { valueIn } from '../../../work/parameters.ts'

/** A definition with the value in force. */
export interface ParameterRow {
  definition: Parameter
  value: number
  /** The stored value's id and version; null and 0 while the default holds. */
  id: number | null
  version: number
}

/** All numbers that can be changed, in the order in which the departments declare them. */
export async function listParameters(): Promise<ParameterRow[]> {
  const stored = await db.parameter.findMany()
  return (house().parameters ?? []).map((definition) => {
    const row = stored.find(({ key }) => key === definition.key)
    return row
      ? { definition, value: valueIn(definition, row.value), id: row.id, version: row.version }
      : { definition, value: definition.default, id: null, version: 0 }
  })
}

/** @throws NotFound for a key that no department declares */
export async function getParameter(key: string): Promise<ParameterRow> {
  const found = (await listParameters()).find(({ definition }) => definition.key === key)
  if (!found) throw new NotFound()
  return found
}
