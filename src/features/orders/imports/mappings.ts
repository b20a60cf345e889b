import { createHash } from 'node:crypto'
import type { Tx } from '../../../database/client.ts'
import { personOf } from '../../../actor.ts'
import type { OpenAct } from '../../../work/act.ts'
import { kindByHand } from './kinds/by-hand.ts'
import type { Kind, Said } from './kinds/kind.ts'
import { storedKinds } from './registry.ts'

/** So many of a shop's mappings are tried on a file that the program doesn't know, the newest first. */
const TRIED = 50

/** The kinds that people have made by mapping columns of files of this shop and of the whole company. */
export async function kindsByHand(tx: Tx, shopId: number | null): Promise<Kind[]> {
  const rows = await tx.importMapping.findMany({
    where: { OR: [{ shopId }, { shopId: null }] },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: TRIED,
  })
  return rows.flatMap(({ kind: key, headings, others }) => {
    // A kind that was removed since takes its mappings with it.
    const stored = storedKinds().find(({ kind }) => kind.key === key)
    return stored ? [kindByHand(stored.kind, { headings: headings as Said['headings'], others })] : []
  })
}

/** Keeps for the shop's further files, or everybody's without a shop, what was said of one; what was said of the same columns before is forgotten. */
export async function remember(act: OpenAct, shopId: number | null, kind: string, said: Said): Promise<void> {
  const all = [...Object.values(said.headings), ...said.others].sort()
  const layout = createHash('sha256').update(all.join('\n')).digest('hex')
  const values = {
    kind,
    headings: said.headings,
    others: [...said.others],
    createdById: personOf(act.actor),
    updatedAt: act.at,
  }
  const { count } = await act.tx.importMapping.updateMany({ where: { shopId, layout }, data: values })
  if (count === 0) await act.tx.importMapping.create({ data: { shopId, layout, ...values } })
}
