import pg from 'pg'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { preparedName } from './prepared.ts'

/**
 * Lets the client's `$queryRaw` go straight to the pool: lists and sums are made of such reads, and of what one costs this
 * process Prisma takes more than half. Values go and come as Prisma has them: moments in UTC, int8 as bigint, numeric as
 * Decimal. Unlike Prisma's it begins at once, awaited or not, and fails with the driver's own errors. Those of a
 * transaction stay Prisma's, which alone knows its connection.
 */
export function readFromPool(client: PrismaClient, pool: pg.Pool): void {
  const { $queryRaw: inherited } = client
  function queryRaw(this: unknown, query: Query, ...values: unknown[]): unknown {
    // The client of a transaction inherits what its parent has.
    return this === client ? read(pool, query, values) : inherited.call(this, query, ...values)
  }
  Object.defineProperty(client, '$queryRaw', { value: queryRaw })
}

type Query = TemplateStringsArray | Prisma.Sql

async function read(pool: pg.Pool, query: Query, values: readonly unknown[]): Promise<object[]> {
  const { text, values: given } = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values)
  const { rows } = await pool.query<object>({
    text,
    name: preparedName(text),
    values: given.map(parameter),
    types: { getTypeParser: parserOf },
  })
  return rows
}

/** What the driver would write otherwise than Prisma: a moment in the machine's zone, a decimal as JSON. */
function parameter(value: unknown): unknown {
  // PostgreSQL knows no plus before the years after 9999.
  if (value instanceof Date) return value.toISOString().replace('+', '')
  if (Array.isArray(value)) return value.map(parameter)
  return Prisma.Decimal.isDecimal(value) ? value.toFixed() : value
}

type Parser = (text: string) => unknown
// Its types describe another version.
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(text: string, parser: Parser): { parse(): unknown[] } }
}
const { INT8, NUMERIC, DATE, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins

const scalars: Readonly<Record<number, Parser>> = {
  [INT8]: BigInt,
  [NUMERIC]: (text) => new Prisma.Decimal(text),
  [DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [TIMESTAMP]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
  // Every connection's zone is UTC: the offset is always +00.
  [TIMESTAMPTZ]: (text) => new Date(`${text.slice(0, -3).replace(' ', 'T')}Z`),
}

/** Types of arrays by PostgreSQL's numbers, with the type of what they hold. */
const arrays: readonly [array: number, element: number][] = [
  [1016, INT8],
  [1231, NUMERIC],
  [1182, DATE],
  [1115, TIMESTAMP],
  [1185, TIMESTAMPTZ],
]

const parsers = new Map<number, Parser>(
  Object.entries(scalars).map(([type, parser]) => [Number(type), parser] as const),
)
for (const [array, element] of arrays) {
  const parser = scalars[element]
  if (parser) parsers.set(array, (text) => arrayParser.create(text, parser).parse())
}

function parserOf(type: number, format?: 'text' | 'binary'): Parser {
  return parsers.get(type) ?? (pg.types.getTypeParser(type, format) as Parser)
}
