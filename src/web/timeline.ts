import type { Request } from 'express'
import { formatSecond } from '../lib/dates.ts'
import type { HistoryRow } from '../work/history.ts'
import { TIMELINE_SIZE } from '../work/history.ts'
import type { Noun } from '../work/nouns.ts'
import { deedLabel } from '../work/nouns.ts'
import type { Timeline } from './parts.ts'

/** Words for values that are keys: `{ assigneeId: (id) => name }`; none for a value that isn't there. */
export type Wording = Readonly<Record<string, (value: unknown) => string>>

const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** Deeds that every noun knows. */
const common: Record<string, string> = {
  create: '新建',
  edit: '修改',
  claim: '接手',
  urge: '催办',
  'hand-over': '转交待办',
  remind: '提醒',
  escalate: '升级给上级',
  export: '导出',
}

/** A record's history in the words of its noun; at most `TIMELINE_SIZE` entries, and the way to the older ones. */
export function timelineOf(noun: Noun, rows: readonly HistoryRow[], wording: Wording = {}): Timeline {
  const state = (key: string | null): string | undefined =>
    key === null ? undefined : (noun.workflow?.states[key]?.label ?? key)
  const entries = rows.slice(0, TIMELINE_SIZE).map((row) => ({
    at: formatSecond(row.at),
    who: (row.personName ?? '系统') + (row.deviceName ? `（${row.deviceName}）` : ''),
    what:
      row.deed in noun.policy ? deedLabel(noun, row.deed) : (common[row.deed] ?? deedLabel(noun, row.deed)),
    ...(row.fromState !== row.toState && row.fromState ? { from: state(row.fromState) } : {}),
    ...(row.fromState !== row.toState && row.toState ? { to: state(row.toState) } : {}),
    ...(row.remark ? { remark: row.remark } : {}),
    changes: Object.entries(row.changes ?? {})
      .filter(([field]) => field in noun.fields)
      .map(([field, [before, after]]) => {
        const say = wording[field] ?? plainWords
        return { label: noun.fields[field] ?? field, before: say(before), after: say(after) }
      })
      .filter(({ before, after }) => before !== after),
  }))
  const last = rows[TIMELINE_SIZE - 1]
  const more = rows.length > TIMELINE_SIZE && last ? { more: `?${OLDER}=${last.id}` } : {}
  return { title: '操作记录', entries, ...more }
}

/** Where the address of a record's page says that its history goes on from an entry. */
const OLDER = 'before'

/** The entry before which a record's page shows its history: every record's timeline pages by the same word. */
export function olderThan(request: Request): bigint | undefined {
  const text = request.query[OLDER]
  return typeof text === 'string' && /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined
}

function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return ISO_MOMENT.test(value) ? formatSecond(new Date(value)) : value
  return JSON.stringify(value)
}
