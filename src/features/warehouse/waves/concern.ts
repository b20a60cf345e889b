import type { Concern } from '../../../work/concerns.ts'
import { waves } from './noun.ts'

/** Waves that somebody is picking. */
export const waveConcern: Concern = {
  noun: waves.key,

  async heldBy(tx, personId) {
    const held = await tx.wave.findMany({
      where: { pickerId: personId, state: 'PICKING' },
      orderBy: { id: 'asc' },
    })
    return held.map(({ id, number }) => ({
      title: `拣货：波次 ${number}`,
      href: `/warehouse/waves/${id}`,
      kind: waves.label,
    }))
  },

  // The picker's work item goes over with all others, and that is written into the wave's history.
  async handOver(act, from, to) {
    await act.tx.wave.updateMany({
      where: { pickerId: from, state: 'PICKING' },
      data: { pickerId: to, version: { increment: 1 } },
    })
  },
}
