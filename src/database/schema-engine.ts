import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import type { SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Node has it; the compiler knows it only together with a browser. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

/** The folder `prisma` of this installation; the same from the sources and from the build. */
export const PRISMA_FOLDER = fileURLToPath(new URL('../../prisma', import.meta.url))

/** No table and no enum of ours is left to another tool. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] }

let loaded: Promise<typeof SchemaEngine> | undefined

/**
 * Prisma's own migration engine, as WebAssembly: the CLI would want to download a native one.
 *
 * @param adapter the database to migrate; without, the engine only compares datamodels
 */
export async function schemaEngine(adapter: SqlDriverAdapter = nowhere()): Promise<SchemaEngine> {
  const Engine = await (loaded ??= load())
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => Promise.resolve(adapter),
    connectToShadowDb: () => Promise.reject(new Error('There is no shadow database.')),
  })
  return Engine.new({ datamodels: undefined }, () => undefined, factory)
}

/** The files of a datamodel, as the engine takes them. */
export function datamodel(folder = path.join(PRISMA_FOLDER, 'schema')): SchemaContainer[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .sort()
    .map((name) => ({ path: name, content: readFileSync(path.join(folder, name), 'utf8') }))
}

/**
 * The SQL that leads from one datamodel to another; empty text when they say the same.
 *
 * @param from files of the datamodel to start from; null starts from an empty database
 */
export async function difference(from: SchemaContainer[] | null, to: SchemaContainer[]): Promise<string> {
  const engine = await schemaEngine()
  const { stdout } = await engine.diff({
    from: from ? { tag: 'schemaDatamodel', files: from } : { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: to },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  })
  const script = stdout?.trim() ?? ''
  return script === '-- This is an empty migration.' ? '' : script
}

/** Node 20 can't import WebAssembly as a module, so the two halves of the package are put together by hand. */
async function load(): Promise<typeof SchemaEngine> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(path.join(path.dirname(file), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withIdleTimers(glue) })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}

/** The engine forgets to clear its timer of 10 seconds, which alone would keep a finished process alive. */
function withIdleTimers(glue: object): Record<string, unknown> {
  const idle = (callback: () => void, milliseconds: number): unknown =>
    setTimeout(callback, milliseconds).unref()
  return Object.fromEntries(
    Object.entries(glue).map(([name, value]) => [name, name.startsWith('__wbg_setTimeout_') ? idle : value]),
  )
}

/** Answers the engine's one question, after schema and version, when there is no database. */
function nowhere(): SqlDriverAdapter {
  const answer: SqlResultSet = {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18', 180000]],
  }
  const refuse = (): Promise<never> => Promise.reject(new Error('There is no database here.'))
  return {
    provider: 'postgres',
    adapterName: 'nowhere',
    queryRaw: () => Promise.resolve(answer),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  }
}
