import { noun } from '../../../work/nouns.ts'
import type { Proof } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Runs of the ledger's proof, every night and whenever somebody asks. */
export const proofs = noun<'Proof', Proof>({
  key: 'warehouse/proofs',
  label: '台账核对',
  icon: 'scale',
  model: 'Proof',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '立即核对' },
  workflow: { moves, states },
  fields: { found: '差异' },
  title: (proof) => `台账核对 ${proof.number}`,
})
