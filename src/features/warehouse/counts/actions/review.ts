import { personOf } from '../../../../actor.ts'
import type { CountCause, CountVerdict } from '../../../../generated/prisma/enums.ts'
import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { counts } from '../noun.ts'
import type { CountRow } from '../queries.ts'
import { causeLabels } from '../words.ts'

/** What a lead says about a line that differs: it's so, it isn't, or count again. */
export type Judgement =
  | { readonly lineId: number; readonly verdict: CountVerdict; readonly cause: CountCause }
  | { readonly lineId: number; readonly verdict: 'RECOUNT' }

/**
 * Judges lines of a count in review; a verdict may be changed until posting. Is one to be counted again, the whole
 * count goes back to counting, for these lines alone.
 * @returns whether it did
 */
export function reviewLines(
  act: Act,
  count: CountRow,
  judgements: readonly Judgement[],
): Promise<{ recount: boolean }> {
  return deed(act, async (act) => {
    const decided = judgements.flatMap((one) => (one.verdict === 'RECOUNT' ? [] : [one]))
    const again = judgements.flatMap(({ lineId, verdict }) => (verdict === 'RECOUNT' ? [lineId] : []))
    const seen = await door.edit(
      counts,
      act,
      count,
      {},
      { deed: 'review', changes: { lines: [null, inWords(decided, again.length)] } },
    )
    await act.tx.$executeRaw`
      UPDATE count_lines l SET verdict = j.verdict::"CountVerdict", cause = j.cause::"CountCause",
        decided_by_id = ${personOf(act.actor)}::int
      FROM jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) AS j("lineId" int, verdict text, cause text), count_places p
      WHERE l.id = j."lineId" AND p.id = l.place_id AND p.count_id = ${count.id}`
    if (again.length === 0) return { recount: false }
    await act.tx.$executeRaw`
      WITH asked AS (
        UPDATE count_lines l SET recount = TRUE, verdict = NULL, cause = NULL, decided_by_id = NULL FROM count_places p
        WHERE l.id = ANY(${again}::int[]) AND p.id = l.place_id AND p.count_id = ${count.id} RETURNING l.place_id
      )
      UPDATE count_places SET state = 'RECOUNT' WHERE id IN (SELECT place_id FROM asked)`
    await door.move(counts, act, { ...count, version: seen.version }, 'recount', { finishedAt: null })
    return { recount: true }
  })
}

/** For the timeline. */
function inWords(decided: readonly Extract<Judgement, { cause: CountCause }>[], again: number): string {
  const by = (verdict: CountVerdict): typeof decided => decided.filter((one) => one.verdict === verdict)
  const causes = [...new Set(by('ACCEPTED').map(({ cause }) => causeLabels[cause]))].join('、')
  return [
    by('ACCEPTED').length > 0 ? `采纳 ${by('ACCEPTED').length} 行（${causes}）` : '',
    by('REJECTED').length > 0 ? `不采纳 ${by('REJECTED').length} 行` : '',
    again > 0 ? `复盘 ${again} 行` : '',
  ]
    .filter(Boolean)
    .join('，')
}
