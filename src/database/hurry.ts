import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** How long a statement may take where nobody waits for a page, in milliseconds. */
export const USUAL_LIMIT_MS = 60_000

const hurry = new AsyncLocalStorage<number>()

/**
 * Does work for which somebody waits: the database ends each of its statements after so many milliseconds (code 57014).
 * Whatever the work begins is under the same limit; a transaction may give itself another one.
 */
export function inAHurry<T>(milliseconds: number, work: () => T): T {
  return hurry.run(milliseconds, work)
}

/** Does work for which nobody waits, though somebody in a hurry may have begun it. */
export function atLeisure<T>(work: () => T): T {
  return hurry.run(USUAL_LIMIT_MS, work)
}

/** Under which limit the statements of each connection are at present. */
const limits = new WeakMap<pg.PoolClient, number>()

type Taken = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: never) => void,
) => void

/** A pool whose connections are under the limit of whoever takes them. */
export class HurriedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(taken: Taken): void
  override connect(taken?: Taken): Promise<pg.PoolClient> | void {
    const limit = hurry.getStore() ?? USUAL_LIMIT_MS
    if (!taken) return super.connect().then((client) => limited(client, limit))
    super.connect((error, client, done) => {
      if (!client || limitOf(client) === limit) return taken(error, client, done)
      void limited(client, limit).then(() => taken(error, client, done))
    })
  }
}

function limitOf(client: pg.PoolClient): number {
  return limits.get(client) ?? USUAL_LIMIT_MS
}

/** A connection that is broken tells its taker so by his first statement. */
async function limited(client: pg.PoolClient, limit: number): Promise<pg.PoolClient> {
  if (limitOf(client) === limit) return client
  limits.set(client, limit)
  // Not as the client's own statement: those are counted.
  const set = pg.Client.prototype.query.bind(client)
  await set(`SET statement_timeout = ${limit}`).catch(() => limits.delete(client))
  return client
}
