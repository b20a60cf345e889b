import path from 'node:path'
import { connect, disconnect } from '../../src/database/client.ts'
import type { EmbeddedServer } from '../../src/database/embedded.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import type { Cast } from '../setup/cast.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { Client } from '../setup/client.ts'
import { silent } from '../setup/silent.ts'
import { testFolder } from '../setup/test-folder.ts'
import { Line } from './line.ts'
import { Program } from './program.ts'

/** The program with short limits, on a PostgreSQL that isn't its own and can be taken away from it. */
export class BadHouse {
  private constructor(
    readonly folder: ReturnType<typeof testFolder>,
    private readonly line: Line,
    public postgres: EmbeddedServer,
    readonly program: Program,
    readonly cast: Cast,
  ) {}

  /** @param settings beside or instead of the short limits */
  static async open(settings: Readonly<Record<string, string>> = {}, dataDir = ''): Promise<BadHouse> {
    const folder = testFolder()
    const postgres = await startEmbedded({ dataDir: path.join(folder.path, 'postgres'), log: silent })
    const line = new Line()
    await line.mend(postgres.port)
    const program = await Program.start({
      DATA_DIR: dataDir || path.join(folder.path, 'house'),
      DATABASE_URL: line.through(postgres.url),
      DATABASE_OWNER_URL: line.through(postgres.ownerUrl),
      ARRIVAL_SECONDS: '2',
      ANSWER_SECONDS: '2',
      UPLOAD_LIMIT_MB: '4',
      ...settings,
    })
    await connect({ url: postgres.url, max: 4 })
    return new BadHouse(folder, line, postgres, program, await castIn())
  }

  get port(): number {
    return Number(new URL(this.program.address).port)
  }

  async signedIn(member = 'operations-lead'): Promise<Client> {
    const client = new Client(this.program.address)
    await client.signIn(member, PASSWORD)
    return client
  }

  /** Ends PostgreSQL in order: connections break, and nobody listens any more. */
  async endPostgres(): Promise<void> {
    await this.postgres.stop()
    await this.line.cut()
  }

  /** Brings it back at the address that the program knows. */
  async startPostgres(): Promise<void> {
    this.postgres = await startEmbedded({ dataDir: path.join(this.folder.path, 'postgres'), log: silent })
    await this.line.mend(this.postgres.port)
    await disconnect().catch(() => undefined)
    await connect({ url: this.postgres.url, max: 4 })
  }

  async close(): Promise<void> {
    await disconnect().catch(() => undefined)
    await this.program.end('SIGKILL')
    await this.line.cut()
    await this.postgres.stop()
    this.folder.remove()
  }
}
