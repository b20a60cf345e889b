import type { Request } from 'express'
import type { Hidden } from './parts.ts'

/** The longest value of a filter worth asking the database for. */
const LONGEST = 200

/** What a list's address says, and addresses of the same list with something changed. */
export interface ListQuery {
  readonly path: string
  /** The value of a parameter, trimmed; absent when empty, repeated or longer than 200 characters. */
  get(name: string): string | undefined
  /** The value if it's one of the keys. */
  oneOf<const Key extends string>(name: string, keys: readonly Key[]): Key | undefined
  /** A record's id. */
  id(name: string): number | undefined
  all(name: string): string[]
  /** This list with parameters changed (undefined: left out); paging starts again unless it's what changes. */
  href(changes: Readonly<Record<string, string | undefined>>): string
  /** The other parameters, carried along by a form that sends `names` itself. */
  keep(...names: string[]): Hidden[]
}

/**
 * What a saved view keeps of a list's query: all but the place in it, in a fixed order, so that the same view is always
 * the same text. `except` names what isn't kept either.
 */
export function viewQuery(query: string, except: readonly string[] = []): string {
  const passing = ['page', 'export', ...except]
  const kept = [...new URLSearchParams(query)].filter(
    ([name, value]) => value.trim() !== '' && !passing.includes(name),
  )
  const params = new URLSearchParams(kept)
  params.sort()
  return params.toString()
}

/** Reads a list's address. */
export function listQuery(request: Request): ListQuery {
  const path = request.baseUrl + request.path
  const values = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(request.originalUrl.split('?')[1] ?? '')) {
    const text = value.replaceAll('\0', '').trim()
    if (text !== '' && text.length <= LONGEST) values.set(name, [...(values.get(name) ?? []), text])
  }
  const get = (name: string): string | undefined => {
    const found = values.get(name)
    return found?.length === 1 ? found[0] : undefined
  }
  return {
    path,
    get,
    oneOf: (name, keys) => keys.find((key) => key === get(name)),
    id: (name) => {
      const text = get(name) ?? ''
      return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
    },
    all: (name) => values.get(name) ?? [],
    href: (changes) => {
      const params = new URLSearchParams()
      for (const [name, texts] of values) {
        if (name === 'page' || Object.hasOwn(changes, name)) continue
        for (const text of texts) params.append(name, text)
      }
      for (const [name, text] of Object.entries(changes)) if (text !== undefined) params.append(name, text)
      const query = params.toString()
      return query ? `${path}?${query}` : path
    },
    keep: (...names) =>
      [...values].flatMap(([name, texts]) =>
        name === 'page' || names.includes(name) ? [] : texts.map((value) => ({ name, value })),
      ),
  }
}
