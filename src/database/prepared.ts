import { createHash } from 'node:crypto'

const MARK = '/* prepared */'
const names = new Map<string, string>()

/**
 * The name under which a connection keeps the plan of a statement, for statements whose text begins with a mark; the
 * others are planned each time, under the empty name. Marked are those that nearly every request sends and whose best plan doesn't depend on
 * their values: finding what they need by key costs less than planning it. Their texts are few and constant.
 */
export function preparedName(sql: string): string {
  if (!sql.trimStart().startsWith(MARK)) return ''
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  names.set(sql, name)
  return name
}
