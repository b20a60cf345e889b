import type { Cast } from '../../setup/cast.ts'
import { castIn } from '../../setup/cast.ts'
import { freshDatabase } from '../../setup/database.ts'
import { warehouse } from '../../setup/parcels.ts'
import type { Crew } from './shipments/flow.ts'
import { crewOf } from './shipments/flow.ts'

/**
 * A clean database with the cast, a warehouse without goods, and its crew. Stands apart from `flow`, which the
 * benches and the chaos run use too, outside the test runner.
 */
export async function freshCrew(): Promise<{ cast: Cast; crew: Crew }> {
  await freshDatabase()
  const cast = await castIn()
  await warehouse()
  return { cast, crew: await crewOf(cast) }
}
