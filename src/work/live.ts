import type { PersonActor } from '../actor.ts'
import { seesShop } from '../actor.ts'
import { db, pool } from '../database/client.ts'
import type { OpenAct } from './act.ts'
import { inOwnList } from './items.ts'

/** The channel on which every process learns that somebody's 待办 changed. */
const CHANNEL = 'work'

interface ItemChange {
  ownerId: number | null
  duty: string | null
  shopId: number | null
}

/** Something changed for one person alone: messages, or who he is. */
interface PersonChange {
  personId: number
}

type Change = ItemChange | PersonChange

/** Tells all processes whose 待办, messages or rights changed; delivered by PostgreSQL when the transaction commits. */
export async function announce(
  act: OpenAct,
  items: readonly ItemChange[],
  personIds: readonly number[] = [],
): Promise<void> {
  const changes = new Map<string, Change>([
    ...items.map(
      ({ ownerId, duty, shopId }) => [`${ownerId}/${duty}/${shopId}`, { ownerId, duty, shopId }] as const,
    ),
    ...personIds.map((personId) => [String(personId), { personId }] as const),
  ])
  if (changes.size === 0) return
  // A notification holds at most 8,000 bytes; many changes at once just wake everybody.
  const payload = changes.size > 50 ? '[]' : JSON.stringify([...changes.values()])
  await act.tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${payload})`
}

/** How many items are open, how many of them overdue, and how many messages unread; each bounded at 1,000. */
export interface OpenCount {
  open: number
  overdue: number
  unread: number
}

/** The numbers in the top bar for a person, in one statement. */
export async function countOpen(actor: PersonActor, at: Date): Promise<OpenCount> {
  const [row] = await db.$queryRaw<OpenCount[]>`/* prepared */
    SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_at < ${at}))::int AS overdue,
      (SELECT count(*)::int FROM (SELECT 1 FROM notices
       WHERE recipient_id = ${actor.personId} AND read_at IS NULL LIMIT 1000) AS told) AS unread
    FROM (SELECT due_at FROM work_items w WHERE w.closed_at IS NULL AND ${inOwnList(actor)} LIMIT 1000) AS mine`
  return row ?? { open: 0, overdue: 0, unread: 0 }
}

type Listener = { actorOf: () => PersonActor; wake: (isOwn: boolean) => void }
const listeners = new Set<Listener>()
let listening: { close(): void } | undefined

/** Between two tries to hear again. */
const RETRY_MS = 1000

/**
 * Calls `wake` whenever the actor's 待办, messages or rights may have changed, until the returned function is called.
 * @param actorOf the actor as last seen: his rights may change while he listens
 * @param wake is told whether it's the actor's own matter, or one of all who share a duty
 */
export function listen(actorOf: () => PersonActor, wake: (isOwn: boolean) => void): () => void {
  const listener = { actorOf, wake }
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
  for (const { actorOf, wake } of listeners) {
    const actor = actorOf()
    if (changes.some((change) => isOwn(change, actor))) wake(true)
    else if (changes.length === 0 || changes.some((change) => isShared(change, actor))) wake(false)
  }
}

function isOwn(change: Change, { personId }: PersonActor): boolean {
  return 'personId' in change ? change.personId === personId : change.ownerId === personId
}

/** Something that waits, or waited, at one of the actor's duties. */
function isShared(change: Change, actor: PersonActor): boolean {
  if ('personId' in change || change.ownerId !== null) return false
  const isHis = (actor.duties as ReadonlySet<string>).has(change.duty ?? '')
  return isHis && (change.shopId === null || seesShop(actor, change.shopId))
}
