import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor, PersonActor } from '../../src/actor.ts'
import { departments } from '../../src/house/departments.ts'
import { NotFound } from '../../src/errors.ts'
import type { Entry } from '../../src/web/departments.ts'
import type { Door } from '../../src/web/routing.ts'
import { MOVE } from '../../src/web/routing.ts'
import type { Noun } from '../../src/work/nouns.ts'
import { allowed } from '../../src/work/nouns.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { MEMBERS, actor, castIn } from '../setup/cast.ts'
import { Visitor, testApp, visit } from '../setup/web.ts'
import { matrix } from './matrix.ts'
import type { Rights } from './words.ts'

const entries: readonly Entry[] = departments.flatMap((department) => department.entries)
const nouns = entries.map(({ noun }) => noun)

let cast: Cast
let app: Application
const actors = {} as Record<Member, PersonActor>
const visitors = {} as Record<Member, Visitor>
/** The id of each noun's sample record. */
const samples = new Map<string, number>()

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  for (const member of MEMBERS) {
    actors[member] = await actor(cast, member)
    visitors[member] = await visit(app, member)
  }
  for (const [key, { make }] of Object.entries(matrix)) if (make) samples.set(key, await make(cast))
}, 120_000)

describe('the matrix', () => {
  it('speaks of every noun, every deed, every move and every door', () => {
    expect(Object.keys(matrix).sort()).toEqual(nouns.map(({ key }) => key).sort())
    for (const { noun, routes } of entries) {
      const rights = matrix[noun.key] as Rights
      expect(Object.keys(rights.may).sort(), noun.key).toEqual(Object.keys(noun.policy).sort())
      expect(Object.keys(rights.when ?? {}).sort(), noun.key).toEqual(
        Object.keys(noun.workflow?.moves ?? {}).sort(),
      )
      for (const { deed } of routes)
        if (deed !== 'see' && deed !== MOVE) expect(rights.may, noun.key).toHaveProperty([deed])
    }
  })

  it.each(nouns.filter(({ workflow }) => workflow).map((noun) => [noun.key, noun] as const))(
    'says when each move of %s is possible',
    (key, noun) => {
      const written = matrix[key]?.when ?? {}
      for (const [move, { from }] of Object.entries(noun.workflow?.moves ?? {})) {
        expect([...from].sort(), move).toEqual([...(written[move] ?? [])].sort())
      }
    },
  )
})

describe.each(entries.map((entry) => [entry.noun.key, entry] as const))(
  '%s',
  (key, { noun, routes, find }) => {
    const rights = matrix[key] as Rights

    it('is decided by its policy as the matrix says', async () => {
      for (const member of MEMBERS) {
        for (const deed of Object.keys(rights.may)) {
          const row = noun.rowless.includes(deed) ? null : await sample(noun, find)
          expect(allowed(noun, actors[member], deed, row), `${member} ${deed}`).toBe(
            rights.may[deed]?.includes(member),
          )
        }
      }
    })

    it.each(routes.map((door) => [`${door.method.toUpperCase()} ${door.path}`, door] as const))(
      'answers %s to each position, the stranger and signed-out visitors as the matrix says',
      async (_name, door) => {
        for (const path of pathsOf(noun, door, rights)) {
          const signedOut = await ask(new Visitor(app), door, path.replace(':id', String(samples.get(key))))
          expect(
            [signedOut.status, signedOut.headers['location']?.split('?')[0]],
            `signed out ${path}`,
          ).toEqual([303, '/login'])
          for (const member of MEMBERS) {
            const { status } = await ask(
              visitors[member],
              door,
              path.replace(':id', String(samples.get(key))),
            )
            if (status === 303) await renew(key, rights)
            expect(kindOf(status), `${member} ${door.method} ${path}: ${status}`).toBe(
              expected(noun, door, path, rights, member),
            )
          }
        }
      },
      60_000,
    )
  },
)

async function sample(noun: Noun, find: Entry['find']): Promise<never> {
  const id = samples.get(noun.key)
  const system: Actor = { kind: 'system', name: 'matrix' }
  const [row] = find && id !== undefined ? await find(system, [id]) : [await rowOf(noun, id)]
  return row as never
}

async function rowOf(noun: Noun, id: number | undefined): Promise<unknown> {
  const { db } = await import('../../src/database/client.ts')
  const name = (noun.model.charAt(0).toLowerCase() + noun.model.slice(1)) as 'task'
  return id === undefined ? null : db[name].findUnique({ where: { id } })
}

/** A deed that was done may have changed the record: the next member gets a fresh one. */
async function renew(key: string, { make }: Rights): Promise<void> {
  if (make) samples.set(key, await make(cast))
}

/** The addresses a door stands for: one, or one per move that asks no form. */
function pathsOf(noun: Noun, door: Door, rights: Rights): string[] {
  const id = samples.get(noun.key)
  if (door.path.includes(':id') && id === undefined) throw new NotFound(`${noun.key} has no sample record`)
  let path = `/${noun.key}${door.path === '/' ? '' : door.path}`
  for (const [name, value] of Object.entries(rights.doors ?? {})) path = path.replace(name, value)
  if (!path.includes(':move')) return [path]
  return Object.entries(noun.workflow?.moves ?? {})
    .filter(([, { asks }]) => asks !== 'form' && asks !== 'elsewhere')
    .map(([move]) => path.replace(':move', move))
}

function ask(
  visitor: Visitor,
  door: Door,
  path: string,
): Promise<{ status: number; headers: Record<string, string> }> {
  // An empty form of a version that never was: it gets past the right, and no further.
  return door.method === 'get' ? visitor.get(path) : visitor.post(path, { _version: '999999' })
}

type Kind = 'not found' | 'forbidden' | 'answered'

function kindOf(status: number): Kind | number {
  if (status === 404) return 'not found'
  if (status === 403) return 'forbidden'
  return status < 500 ? 'answered' : status
}

function expected(noun: Noun, door: Door, path: string, rights: Rights, member: Member): Kind {
  const concernsRow = door.path.includes(':id')
  if (concernsRow && !rights.sees.includes(member)) return 'not found'
  const deed = door.deed === MOVE ? (path.split('/').at(-1) ?? '') : door.deed
  if (deed === 'see') return 'answered'
  return rights.may[deed]?.includes(member) ? 'answered' : 'forbidden'
}
