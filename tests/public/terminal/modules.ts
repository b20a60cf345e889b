/** The terminal's scripts as the browser loads them, with the types that their comments describe. */

export interface Scan {
  id: string
  session: number
  screen: string
  subject: number | null
  follows: string | null
  code: string
  scannedAt: string
  place?: number
}

export type Sent =
  | { kind: 'judged'; answer: object }
  | { kind: 'away'; why: string }
  | { kind: 'refused'; message: string }
  | { kind: 'later'; after?: number }

export interface Store {
  scans(): Promise<Scan[]>
  add(scan: Scan): Promise<number>
  remove(place: number): Promise<void>
  lost(): Promise<(Scan & { reason: string })[]>
  lose(scan: object): Promise<void>
  forget(): Promise<void>
}

type Failing = '' | 'away' | 'paused'

export interface Queue {
  load(): Promise<void>
  add(scan: Omit<Scan, 'follows'>): Promise<void>
  resume(): void
  stop(): void
  count(): number
  failing(): Failing
}

interface QueueParts {
  store: Store
  send(scan: Scan): Promise<Sent>
  wait(milliseconds: number): Promise<void>
  judged(scan: Scan, sent: Sent): void
  away(why: string): void
  changed(count: number, failing: Failing, newest: string): void
}

interface Codes {
  signOf(code: string, shift: boolean, caps: boolean): string
  scanIn(keyed: { sign: string; at: number }[]): string
  plain(code: string): string
  isBadge(code: string): boolean
  timeId(at: number): string
}

interface Sound {
  motifOf(outcome: { tone: string; did?: string }): { frequency: number; seconds: number }[]
}

interface Server {
  sentFrom(answer: { status: number; body: object; retryAfter: number }): Sent
}

const load = (name: string): Promise<unknown> =>
  import(new URL(`../../../public/js/terminal/${name}.js`, import.meta.url).href)

export const codes = (await load('codes')) as Codes
export const { createQueue } = (await load('queue')) as { createQueue(parts: QueueParts): Queue }
export const { openStore } = (await load('store')) as { openStore(): Promise<Store> }
export const { motifOf } = (await load('sound')) as Sound
export const server = (await load('server')) as Server

/** A browser's store for the tests; its own types want the browser's. */
export const { IDBFactory } = (await import('fake-indexeddb')) as unknown as { IDBFactory: new () => object }
