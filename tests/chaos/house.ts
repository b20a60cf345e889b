import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, disconnect } from '../../src/database/client.ts'
import { serverOn } from '../../src/database/orphan.ts'
import { Program } from '../server/program.ts'
import { testFolder } from '../setup/test-folder.ts'

/** The program with its own PostgreSQL, each of which can be killed and comes back at the same address. */
export class ChaosHouse {
  private readonly folder = testFolder()
  private program: Program | undefined
  private port = 0

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async open(): Promise<void> {
    this.port = await freePort()
    await this.start()
    await connect({ url: this.databaseUrl(), max: 6 })
  }

  async close(): Promise<void> {
    await disconnect().catch(() => undefined)
    await this.program?.end('SIGKILL')
    const postgres = this.postgres()
    if (postgres !== undefined) process.kill(postgres, 'SIGKILL')
    await pause(500)
    this.folder.remove()
  }

  /** Kills the program as a power cut would, and starts it again. */
  async killProgram(): Promise<void> {
    await this.program?.end('SIGKILL')
    await this.start()
  }

  /** Kills PostgreSQL under the running program, and waits until it works again. */
  async killPostgres(): Promise<void> {
    const before = this.postgres()
    if (before === undefined) throw new Error('PostgreSQL is not running')
    process.kill(before, 'SIGKILL')
    await this.until(() => this.postgres() !== before)
    await this.ready()
  }

  /** Waits until the program says that it can do its work. */
  async ready(): Promise<void> {
    const { program } = this
    if (!program) throw new Error('the program was not started')
    await program.answers('/readyz', 200).catch((error: unknown) => {
      throw new Error(`the program did not come back; it said:\n${program.printed}`, { cause: error })
    })
  }

  private async start(): Promise<void> {
    this.program = await Program.start({ DATA_DIR: this.folder.path, PORT: String(this.port) })
    await this.ready()
  }

  private postgres(): number | undefined {
    return serverOn(path.join(this.folder.path, 'postgres'))
  }

  private async until(condition: () => boolean): Promise<void> {
    for (let i = 0; i < 600 && !condition(); i++) await pause(50)
  }

  /** The program makes its port anew at each start of the machine, not at each start of PostgreSQL. */
  private databaseUrl(): string {
    const secrets = JSON.parse(readFileSync(path.join(this.folder.path, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >
    const [, , , port] = readFileSync(
      path.join(this.folder.path, 'postgres', 'postmaster.pid'),
      'utf8',
    ).split('\n')
    return `postgresql://house_app:${secrets['applicationPassword']}@127.0.0.1:${port}/house`
  }

  /** Connects anew: PostgreSQL may have another port since. */
  async reconnect(): Promise<void> {
    await disconnect().catch(() => undefined)
    await connect({ url: this.databaseUrl(), max: 6 })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
