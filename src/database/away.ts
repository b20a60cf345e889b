/**
 * What the system, PostgreSQL or Prisma says when there is nobody at the other end: not there, not yet, or gone in the midst
 * of it.
 */
const CODES =
  /^(08\w{3}|57P0[1-3]|ECONN\w+|EPIPE|ENOENT|ETIMEDOUT|P1001|P1002|P1008|P1011|P1017|P2024|P2028)$/
const WORDS = /Connection terminated|Connection ended|connection is closed|server closed the connection/i

/** Whether an error, however deep the clients have wrapped it, says that the database was away. */
export function isAway(error: unknown): boolean {
  return partsOf(error).some(
    ({ code, originalCode, message }) =>
      [code, originalCode].some((text) => typeof text === 'string' && CODES.test(text)) ||
      (typeof message === 'string' && WORDS.test(message)),
  )
}

/** What the pool says when all connections were taken for too long; it has no code. */
const NO_CONNECTION = /timeout exceeded when trying to connect/

/** Whether an error, however deep the clients have wrapped it, says that there was no connection left to work with. */
export function isCrowded(error: unknown): boolean {
  return partsOf(error).some(({ message }) => typeof message === 'string' && NO_CONNECTION.test(message))
}

/** PostgreSQL's code for a disk that is full, and the system's codes for that, a quota and a limit on files. */
const NO_ROOM = /^(53100|ENOSPC|EDQUOT|EFBIG)$/

/** Whether an error, however deep the clients have wrapped it, says that a disk has no room left: ours or the database's. */
export function isNoRoom(error: unknown): boolean {
  return partsOf(error).some(({ code, originalCode }) =>
    [code, originalCode].some((text) => typeof text === 'string' && NO_ROOM.test(text)),
  )
}

/** The database's own code of an error, however deep the client has wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  for (const { originalCode, code } of partsOf(error)) {
    const found = [originalCode, code].find((text) => typeof text === 'string' && /^[0-9A-Z]{5}$/.test(text))
    if (typeof found === 'string' && !/^P\d{4}$/.test(found)) return found
  }
  return undefined
}

/** An error and what it was made of. */
function partsOf(error: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  const pending: unknown[] = [error]
  while (pending.length > 0 && found.length < 12) {
    const one = pending.shift()
    if (typeof one !== 'object' || one === null) continue
    const part = one as Record<string, unknown>
    found.push(part)
    pending.push(part['cause'], part['meta'], part['driverAdapterError'])
    if (Array.isArray(part['errors'])) pending.push(...(part['errors'] as unknown[]))
  }
  return found
}
