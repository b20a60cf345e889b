import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, either, holding, theOne } from '../../../work/rules.ts'

export type Incident = RowOf<'WarehouseIncident'>

const reporter = theOne<Incident>('登记人', (incident) => incident.reporterId)
const leads = holding('OPERATIONS_LEAD', 'OWNER')

/** Whoever sees smoke says so. */
export const policy = {
  list: anyone,
  create: anyone,
  edit: either<Incident>(reporter, leads),
  resolve: leads,
  reopen: either<Incident>(reporter, leads),
}

/** The warehouse is the company's: everybody sees what happened there. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
