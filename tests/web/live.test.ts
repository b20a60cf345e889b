import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestTask } from '../../src/features/people/tasks/actions.ts'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import { startListening, stopListening } from '../../src/work/live.ts'
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

describe('the live badge', () => {
  it('tells the count at once, and again when a colleague’s deed changes it', async () => {
    const stop = new AbortController()
    const badge = events(await signIn('designer'), stop.signal)
    expect((await badge.next()).value).toEqual({ open: 0, overdue: 0 })
    const input = {
      kind: 'ERRAND' as const,
      title: '换海报',
      description: '-',
      acceptanceCriteria: '-',
      dueAt: plus(now(), DAY_MS),
    }
    await requestTask({ actor: await actor(cast, 'operations-lead'), at: now() }, input, {
      assigneeId: cast.ids.designer,
    })
    expect((await badge.next()).value).toEqual({ open: 1, overdue: 0 })
    stop.abort()
  })

  it('sends those who are signed out to the sign-in page', async () => {
    const answer = await fetch(`${served.url}/live`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
  })
})
