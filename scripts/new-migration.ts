import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PRISMA_FOLDER, datamodel, difference } from '../src/database/schema-engine.ts'

/**
 * Writes the SQL that leads from the newest migration to the present `prisma/schema`.
 *
 *   npm run migration -- add-supplier-rating     writes prisma/migrations/0002_add_supplier_rating/migration.sql
 *   npm run migration -- --fresh                 writes 0001_house anew, from nothing to the present schema
 *
 * Which schema the newest migration ended with is remembered in `prisma/migrations/schema.prisma`. What Prisma's
 * schema language can't say (checks, exclusions, partial indexes, triggers, extensions) is written by hand: at the
 * end of the new file, below the line that the script leaves there, and again in `prisma/by-hand.sql`, the list of
 * all of it. `--fresh` appends that list, so it needs nothing by hand. It is for the time before the first release
 * only: databases that have the old 0001_house refuse the new one.
 */
const MIGRATIONS = path.join(PRISMA_FOLDER, 'migrations')
const SNAPSHOT = path.join(MIGRATIONS, 'schema.prisma')
const FRESH = '0001_house'

const HEAD = (what: string): string => `-- ${what}\n-- First part: written by Prisma (npm run migration).\n`
const BY_HAND = '\n-- Second part: written by hand.\n'

const schema = datamodel()
const [name, ...rest] = process.argv.slice(2)
if (name === undefined || rest.length > 0 || !(name === '--fresh' || /^[a-z][a-z0-9_-]*$/.test(name))) {
  tell('Usage: npm run migration -- name-of-the-change   or   npm run migration -- --fresh')
  process.exit(2)
}

if (name === '--fresh') {
  const old = migrations().filter((folder) => folder !== FRESH)
  if (old.length > 0) fail(`--fresh replaces ${FRESH} only, but there are ${old.join(', ')} too.`)
  rmSync(path.join(MIGRATIONS, FRESH), { recursive: true, force: true })
  const byHand = readFileSync(path.join(PRISMA_FOLDER, 'by-hand.sql'), 'utf8')
  write(FRESH, `${HEAD('The house')}\n${await difference(null, schema)}\n${BY_HAND}\n${byHand}`)
} else {
  if (!existsSync(SNAPSHOT)) fail('There is no migration yet; begin with --fresh.')
  const sql = await difference([{ path: 'schema.prisma', content: readFileSync(SNAPSHOT, 'utf8') }], schema)
  if (sql === '') tell('The schema has not changed; the migration holds only what you write by hand.')
  const next = String(migrations().length + 1).padStart(4, '0')
  const words = name.replaceAll('-', ' ')
  write(`${next}_${name.replaceAll('-', '_')}`, `${HEAD(words)}\n${sql}\n${BY_HAND}`)
}

function migrations(): string[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

function write(folder: string, sql: string): void {
  const file = path.join(MIGRATIONS, folder, 'migration.sql')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, sql)
  writeFileSync(SNAPSHOT, schema.map(({ content }) => content.trim()).join('\n\n') + '\n')
  tell(`Wrote ${path.relative(process.cwd(), file)}; read it before you commit it.`)
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence: string): never {
  tell(sentence)
  process.exit(1)
}
