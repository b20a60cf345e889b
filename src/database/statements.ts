import pg from 'pg'

/** Who records at present; in production nobody does. */
let record: string[] | undefined

/** A connection that notes the text of its statements while somebody counts. */
export class RecordingClient extends pg.Client {
  override query(...args: unknown[]): never {
    record?.push(textOf(args[0]))
    return Reflect.apply(super.query, this, args) as never
  }
}

/**
 * All statements that this process sends to the database while `run` works, `BEGIN` and `COMMIT` included, in their
 * order. For budgets in tests: it counts the whole process, so nothing else may be going on.
 */
export async function countStatements<T>(
  run: () => Promise<T>,
): Promise<{ result: T; statements: string[] }> {
  if (record) throw new Error('Statements are being counted already.')
  const statements: string[] = []
  record = statements
  try {
    return { result: await run(), statements }
  } finally {
    record = undefined
  }
}

/** A statement is given as text, as `{ text }`, or as a stream that holds the text (`COPY`). */
function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  if (typeof statement === 'object' && statement !== null && 'text' in statement)
    return String(statement.text)
  return '(other)'
}
