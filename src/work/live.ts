import type { PersonActor } from '../actor.ts'
import { seesShop } from '../actor.ts'
import { db, pool } from '../database/client.ts'
import type { OpenAct } from './act.ts'
import { inOwnList } from './items.ts'

/** The channel on which every process learns that somebody's 待办 changed. */
const CHANNEL = 'work'

interface Change {
  ownerId: number | null
  duty: string | null
  shopId: number | null
}

/** Tells all processes whose 待办 changed; delivered by PostgreSQL when the transaction commits. */
export async function announce(act: OpenAct, items: readonly Change[]): Promise<void> {
  if (items.length === 0) return
  const changes = new Map(
    items.map(({ ownerId, duty, shopId }) => [`${ownerId}/${duty}/${shopId}`, { ownerId, duty, shopId }]),
  )
  // A notification holds at most 8,000 bytes; many changes at once just wake everybody.
  const payload = changes.size > 50 ? '[]' : JSON.stringify([...changes.values()])
  await act.tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${payload})`
}

/** How many items are open and how many of them overdue, bounded at 1,000. */
export interface OpenCount {
  open: number
  overdue: number
}

/** The badge's numbers for a person. */
export async function countOpen(actor: PersonActor, at: Date): Promise<OpenCount> {
  const [row] = await db.$queryRaw<OpenCount[]>`
    SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${at}))::int AS overdue
    FROM (SELECT due_at FROM work_items w WHERE w.closed_at IS NULL AND ${inOwnList(actor)} LIMIT 1000) AS mine`
  return row ?? { open: 0, overdue: 0 }
}

type Listener = { actor: PersonActor; wake: () => void }
const listeners = new Set<Listener>()
let listening: { close(): void } | undefined

/** Between two tries to hear again. */
const RETRY_MS = 1000

/** Calls `wake` whenever the actor's 待办 may have changed, until the returned function is called. */
export function listen(actor: PersonActor, wake: () => void): () => void {
  const listener = { actor, wake }
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Begins to hear what other processes (and this one) announce, on one connection that is renewed when lost. */
export async function startListening(onError: (error: Error) => void): Promise<void> {
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  let leave: (() => void) | undefined
  const connect = async (): Promise<void> => {
    const client = await pool.connect()
    // A connection that is ending may complain several times; it's given back once.
    leave = () => {
      leave = undefined
      client.release(true)
    }
    client.on('notification', (message) => hear(message.payload ?? '[]'))
    client.on('error', (error) => {
      if (!leave) return
      leave()
      onError(error)
      again()
    })
    await client.query(`LISTEN ${CHANNEL}`)
    hear('[]')
  }
  const again = (): void => {
    if (!stopped) retry = setTimeout(() => connect().catch(again), RETRY_MS)
  }
  await connect()
  listening = {
    close: () => {
      stopped = true
      clearTimeout(retry)
      leave?.()
    },
  }
}

/** Stops hearing; live pages then only refresh on reload. */
export function stopListening(): void {
  listening?.close()
  listening = undefined
}

function hear(payload: string): void {
  const changes = JSON.parse(payload) as Change[]
  for (const { actor, wake } of listeners) {
    if (changes.length === 0 || changes.some((change) => concerns(change, actor))) wake()
  }
}

function concerns(change: Change, actor: PersonActor): boolean {
  if (change.ownerId !== null) return change.ownerId === actor.personId || actor.reports.has(change.ownerId)
  return change.shopId === null || seesShop(actor, change.shopId)
}
