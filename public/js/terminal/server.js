/** How the page speaks with the server. */
const PATH = '/warehouse/terminal'
const PATIENCE_MS = 10_000
/** Pictures are large and the network of a warehouse is slow. */
const FILES_PATIENCE_MS = 120_000

/** Sends JSON and brings the answer with its status, and `Retry-After` in seconds; status 0 when none came in time. */
export function post(path, csrf, body = {}) {
  return sent(path, csrf, PATIENCE_MS, {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The same for a form with files. */
export function send(path, csrf, form) {
  return sent(path, csrf, FILES_PATIENCE_MS, { body: form })
}

async function sent(path, csrf, patience, { headers, body }) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const response = await fetch(`${PATH}/${path}`, {
      method: 'POST',
      headers: { ...headers, Accept: 'application/json', 'X-CSRF-Token': csrf },
      body,
      signal: stop.signal,
    })
    const retryAfter = Number(response.headers.get('Retry-After')) || 0
    return { status: response.status, body: await response.json(), retryAfter }
  } catch {
    return { status: 0, body: {}, retryAfter: 0 }
  } finally {
    clearTimeout(timer)
  }
}

/** What became of a scan that was sent, as the queue understands it. */
export function sentFrom({ status, body, retryAfter }) {
  if (status === 200 && body.judged) return { kind: 'judged', answer: body }
  if (status === 200 && body.why) return { kind: 'away', why: body.why }
  if (status === 403) return { kind: 'away', why: 'expired' }
  if ([400, 409, 413, 422].includes(status)) return { kind: 'refused', message: body.error ?? '无法识别' }
  if (status === 429) return { kind: 'later', after: retryAfter * 1000 }
  return { kind: 'later' }
}
