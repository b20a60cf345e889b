import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { assetUrls } from '../../src/web/assets.ts'
import { MEMBERS, castIn } from '../setup/cast.ts'
import { doorName, entries } from '../setup/doors.ts'
import { Visitor, testApp, visit } from '../setup/web.ts'
import { houseDoors } from './house-doors.ts'

let app: Application
const visitors = new Map<string, Visitor>()

beforeAll(async () => {
  await castIn()
  app = testApp()
  for (const member of MEMBERS) visitors.set(member, await visit(app, member))
}, 60_000)

/** What Express keeps of a `use` or a route; its types call it any. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  handle: { stack?: Layer[] }
  /** Where it was mounted. */
  rawPath: string
}

/** Every route that the application answers to, by asking Express itself. */
function routesIn(stack: readonly Layer[], under = ''): string[] {
  return stack.flatMap((layer) => {
    const { route, handle, rawPath } = layer
    if (route) {
      const path = under + (route.path === '/' && under ? '' : route.path)
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`)
    }
    if (!handle.stack) return []
    return routesIn(handle.stack, under + (rawPath === '/' ? '' : rawPath))
  })
}

/** An empty form, if the door takes one. */
async function ask(
  visitor: Visitor,
  door: string,
): Promise<{ status: number; to: string | undefined; body: unknown }> {
  const [method, path = ''] = door.split(' ')
  const answer = method === 'GET' ? await visitor.get(path) : await visitor.post(path)
  const to = answer.headers['location']
  return { status: answer.status, to, body: answer.body as unknown }
}

const guarded = Object.entries(houseDoors).filter(([door]) => door !== 'GET /live')

describe('the doors of no noun', () => {
  it('are all written in the list, as those of nouns are in the matrix', () => {
    const { stack } = (app as unknown as { router: { stack: Layer[] } }).router
    const assets = Object.values(assetUrls).map((url) => `GET ${url.split('?')[0]}`)
    const nouns = entries.flatMap(({ noun, routes }) => routes.map((door) => doorName(noun, door)))
    const known = new Set([...Object.keys(houseDoors), ...nouns, ...assets])
    const found = routesIn(stack)
    expect(found.filter((door) => !known.has(door))).toEqual([])
    expect(Object.keys(houseDoors).filter((door) => !found.includes(door))).toEqual([])
  })

  it.each(guarded)('%s answers whom the list names', async (door, guests) => {
    const stranger = await ask(new Visitor(app), door)
    if (guests === 'anybody') return expect(stranger.to ?? '').not.toContain('/login?next')
    if (guests === 'a registered terminal') {
      // A browser that isn't one is told so, whoever sits before it.
      for (const visitor of [new Visitor(app), visitors.get('owner') as Visitor]) {
        const { status, body } = await ask(visitor, door)
        if (door.startsWith('GET')) expect(status).toBe(403)
        else expect(body).toEqual({ judged: false, why: 'revoked' })
      }
      return
    }
    expect(stranger.status).toBe(303)
    expect(stranger.to).toMatch(/^\/login/)
    for (const member of MEMBERS) {
      const { status } = await ask(visitors.get(member) as Visitor, door)
      if (guests.includes(member)) expect(status, member).not.toBe(403)
      else expect(status, member).toBe(403)
    }
  })

  it('GET /live asks for a sign-in before it streams', async () => {
    const { status, to } = await ask(new Visitor(app), 'GET /live')
    expect([status, to]).toEqual([303, '/login?next=%2Flive'])
  })
})
