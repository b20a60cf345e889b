import { db } from '../database/client.ts'

/**
 * Where the form with a token led the person who sent it; `to` is null while that isn't known. Undefined for a form
 * that wasn't done.
 */
export async function answerTo(token: string, personId: number): Promise<{ to: string | null } | undefined> {
  const [row] = await db.$queryRaw<{ to: string | null }[]>`
    SELECT answer AS "to" FROM form_tokens WHERE token = ${token}::uuid AND person_id = ${personId}`
  return row
}

/** Remembers where a form led that was done under a token. */
export async function rememberAnswer(token: string, personId: number, to: string): Promise<void> {
  await db.$executeRaw`
    UPDATE form_tokens SET answer = ${to} WHERE token = ${token}::uuid AND person_id = ${personId}`
}
