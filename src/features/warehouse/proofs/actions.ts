import { personOf, system } from '../../../actor.ts'
import { now } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { longDeed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { demand } from '../../../work/nouns.ts'
import { nextNumber } from '../../../work/numbers.ts'
import type { Difference } from '../stock/ledger.ts'
import { prove } from '../stock/ledger.ts'
import { proofs } from './noun.ts'
import type { Proof } from './policy.ts'

/** How many differences of a run are kept; beyond them, more would help nobody. */
const KEPT = 1000

/**
 * Proves the whole ledger, from the first movement on, and keeps what came of it. Differences open a work item; those
 * of earlier runs are closed, as this run has them all.
 */
export function runProof(act: Act): Promise<Proof> {
  return longDeed(act, async (act) => {
    demand(proofs, act.actor, 'create', null)
    const begun = now()
    const differences = await prove(act.tx)
    const proof = await door.create(proofs, act, {
      number: await nextNumber(act, 'HD'),
      state: differences.length > 0 ? 'BROKEN' : 'SOUND',
      at: act.at,
      milliseconds: now().getTime() - begun.getTime(),
      found: differences.length,
      askedById: personOf(act.actor),
    })
    await keep(act, proof, differences)
    await settleEarlier(act, proof)
    return proof
  })
}

/** The nightly run. */
export async function proveNightly(act: Act): Promise<{ found: number }> {
  const { found } = await runProof(act)
  return { found }
}

async function keep(act: OpenAct, { id }: Proof, differences: readonly Difference[]): Promise<void> {
  await act.tx.proofDifference.createMany({
    data: differences.slice(0, KEPT).map(({ law, skuId, locationId, summed, kept }) => ({
      proofId: id,
      law,
      skuId,
      locationId,
      summed,
      kept,
    })),
  })
}

async function settleEarlier(act: OpenAct, { id, number, found }: Proof): Promise<void> {
  const earlier = await act.tx.proof.findMany({ where: { state: 'BROKEN', id: { lt: id } } })
  const remark = found > 0 ? `由 ${number} 接替` : `${number} 核对一致`
  await door.moveAll(proofs, { ...act, actor: system('proof') }, earlier, 'settle', {}, { remark })
}

/** Says that the differences of a run are explained. @throws Conflict when somebody did before */
export function settleProof(act: Act, proof: Proof, move: string, remark: string | null): Promise<Proof> {
  return door.move(proofs, act, proof, move, {}, { remark })
}
