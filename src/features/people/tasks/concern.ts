import type { Concern } from '../../../work/concerns.ts'
import { record } from '../../../work/history.ts'
import { tasks } from './noun.ts'

const OPEN = ['REQUESTED', 'IN_PROGRESS', 'DELIVERED'] as const
const open = { state: { in: [...OPEN] } }

/** Open tasks of somebody who leaves: what he was asked for, and what he asked others for. */
export const taskConcern: Concern = {
  noun: tasks.key,

  heldBy: async (tx, personId) => {
    const rows = await tx.task.findMany({
      where: { ...open, OR: [{ assigneeId: personId }, { requesterId: personId }] },
      orderBy: { dueAt: 'asc' },
    })
    return rows.map(({ id, title }) => ({ title, href: `/${tasks.key}/${id}`, kind: tasks.label }))
  },

  // What was asked of him has a work item, whose hand-over is written into the task's history already.
  handOver: async (act, from, to) => {
    const version = { increment: 1 }
    await act.tx.task.updateMany({ where: { ...open, assigneeId: from }, data: { assigneeId: to, version } })
    const requested = await act.tx.task.updateManyAndReturn({
      where: { ...open, requesterId: from },
      data: { requesterId: to, version },
    })
    const people = await act.tx.person.findMany({ where: { id: { in: [from, to] } } })
    const name = (id: number): string => people.find((person) => person.id === id)?.name ?? ''
    const remark = `交办人：${name(from)} → ${name(to)}`
    await record(
      act,
      requested.map(({ id }) => ({ noun: tasks.key, subjectId: id, deed: 'hand-over', remark })),
    )
  },
}
