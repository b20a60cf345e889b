import type { ReturnVerdict } from '../../../generated/prisma/enums.ts'
import type { Tone } from '../../../lib/workflow.ts'

/** What is found of a returned piece, as the desk and the terminal call it. */
export const verdicts: Record<ReturnVerdict, { label: string; tone: Tone }> = {
  GOOD: { label: '良品', tone: 'success' },
  DEFECTIVE: { label: '次品', tone: 'danger' },
  WRONG: { label: '错件', tone: 'warning' },
  SURPLUS: { label: '多退', tone: 'info' },
  MISSING: { label: '缺件', tone: 'danger' },
}

/** What somebody may say of pieces that lie before him; that some are missing shows by itself. */
export const SAID = ['GOOD', 'DEFECTIVE', 'WRONG', 'SURPLUS'] as const satisfies readonly ReturnVerdict[]

/** What may be wrong with a piece that came back, as the terminal and the form offer it. */
export const DEFECTS = ['破损', '脏污', '使用痕迹', '色差', '配件缺失', '吊牌缺失', '包装缺失'] as const

/** A verdict on so many pieces, in words: `S1 良品 2 件（破损）`. */
export function findingWords(
  goods: string | null,
  { verdict, quantity, reason }: { verdict: ReturnVerdict; quantity: number; reason: string | null },
): string {
  return `${goods ?? '非本店货品'} ${verdicts[verdict].label} ${quantity} 件${reason ? `（${reason}）` : ''}`
}
