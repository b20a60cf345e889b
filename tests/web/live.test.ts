import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { readAll } from '../../src/features/people/notices/actions.ts'
import { assign } from '../../src/features/people/staff/actions.ts'
import { suspend } from '../../src/features/people/staff/leaving.ts'
import { getStaff } from '../../src/features/people/staff/queries.ts'
import { requestTask } from '../../src/features/people/tasks/actions.ts'
import { urgeWorkItem } from '../../src/features/people/work-items/actions.ts'
import type { WorkItemRow } from '../../src/features/people/work-items/queries.ts'
import { listWorkItems } from '../../src/features/people/work-items/queries.ts'
import { DAY_MS, MINUTE_MS, now, plus } from '../../src/lib/dates.ts'
import { deed } from '../../src/work/act.ts'
import { announce, listen, startListening, stopListening } from '../../src/work/live.ts'
import { escalate } from '../../src/work/reminders.ts'
import type { Cast } from '../setup/cast.ts'
import { actor, castIn } from '../setup/cast.ts'
import { serve } from '../setup/serve.ts'
import type { Served } from '../setup/serve.ts'
import { PASSWORD } from '../setup/cast.ts'
import { testApp } from '../setup/web.ts'

let cast: Cast
let served: Served

beforeAll(async () => {
  cast = await castIn()
  await startListening((error) => {
    throw error
  })
  served = await serve(testApp())
})
afterAll(async () => {
  stopListening()
  await served.close()
})

/** The cookie of somebody who has signed in. */
async function signIn(employeeNumber: string): Promise<string> {
  const page = await fetch(`${served.url}/login`)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const body = new URLSearchParams({ _csrf: csrf, employeeNumber, password: PASSWORD })
  const answer = await fetch(`${served.url}/login`, {
    method: 'POST',
    body,
    headers: { cookie },
    redirect: 'manual',
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** The events of a live connection, as they come. */
async function* events(cookie: string, stop: AbortSignal): AsyncGenerator<unknown> {
  const answer = await fetch(`${served.url}/live`, { headers: { cookie }, signal: stop })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const decoder = new TextDecoder()
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    for (const [, data] of decoder.decode(chunk).matchAll(/^data: (.+)$/gm)) yield JSON.parse(data as string)
  }
}

/** The designer's badge, as it changes. */
async function badgeOfDesigner() {
  const cookie = await signIn('designer')
  const stop = new AbortController()
  const badge = events(cookie, stop.signal)
  const next = async (): Promise<unknown> => (await badge.next()).value
  return { cookie, next, stop: () => stop.abort() }
}

const askDesigner = async () =>
  requestTask(
    { actor: await actor(cast, 'operations-lead'), at: now() },
    {
      kind: 'ERRAND',
      title: '换海报',
      description: '-',
      acceptanceCriteria: '-',
      dueAt: plus(now(), DAY_MS),
    },
    { assigneeId: cast.ids.designer },
  )

beforeEach(async () => {
  await db.notice.deleteMany()
  await db.task.deleteMany()
  await db.workItem.deleteMany()
})

describe('the live badge', () => {
  it('tells the counts at once, and again when a colleague’s deed changes them', async () => {
    const badge = await badgeOfDesigner()
    expect(await badge.next()).toMatchObject({ open: 0, overdue: 0, unread: 0 })
    await askDesigner()
    expect(await badge.next()).toMatchObject({ open: 1, overdue: 0, unread: 1 })
    badge.stop()
  })

  it('rings for somebody who is urged, and for the superior when something is late', async () => {
    const { id } = await askDesigner()
    await db.workItem.updateMany({ where: { subjectId: id }, data: { dueAt: plus(now(), -MINUTE_MS) } })
    const lead = await actor(cast, 'operations-lead')
    const [item] = (await listWorkItems(lead, 'team')).rows
    const badge = await badgeOfDesigner()
    expect(await badge.next()).toMatchObject({ open: 1, overdue: 1, unread: 1 })
    await urgeWorkItem({ actor: lead, at: now() }, item as WorkItemRow)
    expect(await badge.next()).toMatchObject({ open: 1, overdue: 1, unread: 2 })
    badge.stop()
    const superior = events(await signIn('operations-lead'), AbortSignal.timeout(15_000))
    expect((await superior.next()).value).toMatchObject({ unread: 0 })
    await escalate({ actor: system('test'), at: now() })
    expect((await superior.next()).value).toMatchObject({ open: 0, unread: 1 })
    await readAll({ actor: lead, at: now() })
    expect((await superior.next()).value).toMatchObject({ unread: 0 })
  })

  it('counts by the rights that somebody has now', async () => {
    const badge = await badgeOfDesigner()
    await badge.next()
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'x',
        title: '采购',
        duty: 'PURCHASING',
        openedAt: now(),
      },
    })
    await assign(
      { actor: await actor(cast, 'owner'), at: now() },
      await getStaff(system('test'), cast.ids.designer),
      {
        position: 'DESIGNER',
        duties: ['PURCHASING'],
        superiorId: cast.ids['operations-lead'],
        shopIds: [cast.shopId],
      },
      null,
    )
    expect(await badge.next()).toMatchObject({ open: 1, overdue: 0, unread: 0 })
    badge.stop()
  })

  it('is woken by what concerns the person, or waits at a duty of his, and by nothing else', async () => {
    const designer = await actor(cast, 'designer')
    const woken: boolean[] = []
    const stop = listen(
      () => designer,
      (isOwn) => woken.push(isOwn),
    )
    const change = { ownerId: null, duty: null, shopId: cast.shopId }
    const about = (parts: Partial<Record<keyof typeof change, unknown>>) =>
      deed({ actor: designer, at: now() }, (act) => announce(act, [{ ...change, ...parts } as typeof change]))
    await about({ duty: 'WAREHOUSE_CLERK' })
    await about({ duty: 'DESIGNER', shopId: cast.otherShopId })
    await about({ ownerId: cast.ids.hr })
    await about({ duty: 'DESIGNER' })
    await about({ ownerId: cast.ids.designer })
    await expect.poll(() => woken).toEqual([false, true])
    stop()
  })

  it('ends with the session', async () => {
    const badge = await badgeOfDesigner()
    await badge.next()
    await db.$executeRaw`DELETE FROM sessions`
    await askDesigner()
    expect(await badge.next()).toBeUndefined()
  })

  it('ends when the person is suspended', async () => {
    const badge = await badgeOfDesigner()
    await badge.next()
    await suspend(
      { actor: await actor(cast, 'owner'), at: now() },
      await getStaff(system('test'), cast.ids.designer),
      { successorId: null, remark: '核实' },
    )
    expect(await badge.next()).toBeUndefined()
  })

  it('sends those who are signed out to the sign-in page', async () => {
    const answer = await fetch(`${served.url}/live`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
  })
})
