import { randomUUID } from 'node:crypto'
import type { PersonActor } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { editTask, moveTask, requestTask } from '../../src/features/people/tasks/actions.ts'
import type { Task } from '../../src/features/people/tasks/policy.ts'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import type { Act } from '../../src/work/act.ts'
import type { Cast } from '../setup/cast.ts'
import { actor, castIn } from '../setup/cast.ts'
import type { Options, Result } from './main.ts'
import { clients, onDatabase, recorded, replay, writesLine } from './replay.ts'

const ROUNDS = 8
const TASKS = 40

/**
 * What people write, through the one door, against the very same statements sent by plain `pg` to the same rows, which are put
 * back in between; round by round.
 */
export function run({ short }: Options): Promise<Result[]> {
  const rounds = short ? 2 : ROUNDS
  return onDatabase(5, async (database) => {
    const cast = await castIn()
    return [
      await ofTasks('making a move', database, cast, rounds, (act, task) =>
        moveTask(act, task, 'accept', null),
      ),
      await ofTasks('saving an edit', database, cast, rounds, (act, task) =>
        editTask(act, task, { ...task, title: `${task.title}（改）`, description: '改过的说明' }),
      ),
    ]
  })
}

async function ofTasks(
  name: string,
  database: OpenDatabase,
  cast: Cast,
  rounds: number,
  deed: (act: Act, task: Task) => Promise<void>,
): Promise<Result> {
  const people = { requester: await actor(cast, 'operations-lead'), assignee: await actor(cast, 'designer') }
  const who = name === 'saving an edit' ? people.requester : people.assignee
  const tasks = await requested(people, TASKS)
  const [plain] = await clients(database.url, 1)
  if (!plain) throw new Error('no client')
  const [own, floor]: number[][] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    const taken: number[] = []
    const sent = await recorded(async () => {
      for (const task of tasks) {
        const begun = performance.now()
        await deed({ actor: who, at: now(), token: randomUUID() }, task)
        taken.push(performance.now() - begun)
      }
    })
    await putBack(tasks)
    const replayed = await replay(plain, sent)
    await putBack(tasks)
    if (sent.length !== tasks.length) throw new Error(`${sent.length} transactions for ${tasks.length} tasks`)
    if (round === 0) continue
    own?.push(...taken)
    floor?.push(...replayed)
  }
  await plain.end()
  return writesLine(name, own ?? [], floor ?? [])
}

async function requested(
  { requester, assignee }: Record<'requester' | 'assignee', PersonActor>,
  count: number,
): Promise<Task[]> {
  const act: Act = { actor: requester, at: now() }
  const input = {
    kind: 'DESIGN_BRIEF' as const,
    title: '主图三张',
    description: '白底，正面、侧面、细节各一张。',
    acceptanceCriteria: '800 像素以上',
    dueAt: plus(now(), 3 * DAY_MS),
  }
  const ids: number[] = []
  for (let i = 0; i < count; i++)
    ids.push((await requestTask(act, input, { assigneeId: assignee.personId })).id)
  return db.task.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })
}

/** Everything as it was before a round, but for history, which only grows. */
async function putBack(tasks: readonly Task[]): Promise<void> {
  const ids = tasks.map(({ id }) => id)
  for (const task of tasks) await db.task.update({ where: { id: task.id }, data: task })
  await db.formToken.deleteMany()
  await db.notice.deleteMany()
  const items = await db.workItem.findMany({
    where: { noun: 'people/tasks', subjectId: { in: ids } },
    orderBy: { id: 'asc' },
  })
  const kept = new Set(ids.map((id) => items.find(({ subjectId }) => subjectId === id)?.id))
  await db.workItem.deleteMany({
    where: { id: { in: items.flatMap(({ id }) => (kept.has(id) ? [] : [id])) } },
  })
  await db.workItem.updateMany({
    where: { subjectId: { in: ids } },
    data: { closedAt: null, closedById: null, outcome: null },
  })
}
