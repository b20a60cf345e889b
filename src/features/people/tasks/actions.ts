import type { Duty } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import type { TaskKind } from '../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { directory } from '../../../work/house.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { tasks } from './noun.ts'
import type { Task } from './policy.ts'

export interface TaskInput {
  kind: TaskKind
  title: string
  description: string
  acceptanceCriteria: string
  dueAt: Date
}

/** Who is asked: a person, or whoever holds a duty (in a shop, or anywhere). */
export type Asked = { assigneeId: number } | { duty: Duty; shopId: number | null }

/**
 * Asks a person or a duty for something.
 * @throws FieldError when the deadline has passed or nobody is there to be asked
 */
export function requestTask(act: Act, input: TaskInput, asked: Asked): Promise<{ id: number }> {
  return deed(act, async (act) => {
    if (input.dueAt <= act.at) throw new FieldError({ dueAt: '期限要晚于现在' })
    await demandSomebody(act, asked)
    const { id } = await door.create(tasks, act, {
      ...input,
      ...asked,
      number: await nextNumber(act, 'RW'),
      requesterId: requester(act),
      createdAt: act.at,
    })
    return { id }
  })
}

/** Changes what was asked, while nobody has delivered. */
export async function editTask(act: Act, task: Task, input: TaskInput): Promise<void> {
  await door.edit(tasks, act, task, input)
}

/** The assignee's word on how far it is; `progress` in percent. */
export async function reportProgress(
  act: Act,
  task: Task,
  progress: number,
  remark: string | null,
): Promise<void> {
  await door.edit(tasks, act, task, { progress }, { deed: 'progress', remark })
}

/** Hands over the result for acceptance. */
export async function deliverTask(act: Act, task: Task, result: string): Promise<void> {
  await door.move(tasks, act, task, 'deliver', { result, progress: 100 })
}

/** Any move that asks no more than a remark. Whoever accepts a task asked of a duty becomes its assignee. */
export async function moveTask(act: Act, task: Task, move: string, remark: string | null): Promise<void> {
  const assigneeId = personOf(act.actor)
  const changes = move === 'accept' && task.assigneeId === null && assigneeId !== null ? { assigneeId } : {}
  await door.move(tasks, act, task, move, changes, { remark })
}

async function demandSomebody(act: OpenAct, asked: Asked): Promise<void> {
  if ('assigneeId' in asked) {
    if (!(await directory().actorOf(asked.assigneeId, act.tx)))
      throw new FieldError({ assigneeId: '这位同事已不在职，请另选一位' })
  }
}

function requester(act: Act): number {
  const id = personOf(act.actor)
  if (id === null) throw new Error('a task is asked by a person')
  return id
}
