import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { APPLICATION_ROLE } from '../../src/database/roles.ts'
import { silent } from './silent.ts'
import { testFolder } from './test-folder.ts'

/** Addresses of the server that all workers of a run share; the database in them is the migrated template. */
export interface TestServer {
  readonly url: string
  readonly ownerUrl: string
  readonly superuserUrl: string
  /** A folder that ends with the run. */
  readonly folder: string
}

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

/** Test data may be lost with the machine, so nothing waits for the disk. */
export const IN_A_HURRY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
} as const

interface Shared {
  readonly server: Promise<TestServer & { stop(): Promise<void> }>
  users: number
}

/** Each project of a run loads this file for itself; what they share must stand outside of it. */
const KEY = Symbol.for('the PostgreSQL of this test run')
const run = globalThis as { [KEY]?: Shared }

/** Starts one PostgreSQL for the whole run and migrates the template that every test file is given a clone of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (run[KEY] ??= { server: start(), users: 0 })
  shared.users += 1
  const { stop, ...server } = await shared.server
  project.provide('server', server)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete run[KEY]
    await stop()
  }
}

async function start(): Promise<TestServer & { stop(): Promise<void> }> {
  const folder = testFolder()
  const server = await startEmbedded({ dataDir: folder.path, log: silent, settings: IN_A_HURRY })
  const stop = async (): Promise<void> => {
    await server.stop()
    folder.remove()
  }
  try {
    await migrate({ ownerUrl: server.ownerUrl, applicationRole: APPLICATION_ROLE, log: silent })
  } catch (error) {
    await stop()
    throw error
  }
  const { url, ownerUrl, superuserUrl } = server
  return { url, ownerUrl, superuserUrl, folder: folder.path, stop }
}
