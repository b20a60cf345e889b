import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { WITHOUT_PACE_ENV } from '../setup/without-pace.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** How long a start may take on a busy machine, in milliseconds. */
const START_MS = 230_000

/** The program as a process of its own, as `npm start` runs it. */
export class Program {
  private out = ''
  private readonly ended: Promise<number | null>

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => (this.out += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (this.out += text.toString()))
    this.ended = once(child, 'close').then(([code]) => code as number | null)
  }

  /** Starts it with nothing in the environment but what is given and the way to programs. */
  static spawn(settings: Readonly<Record<string, string>>, ...args: string[]): Program {
    return Program.run('server', settings, ...args)
  }

  /** The same for another script of the build. */
  static run(script: string, settings: Readonly<Record<string, string>>, ...args: string[]): Program {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...WITHOUT_PACE_ENV,
      ...settings,
    }
    return new Program(
      spawn(process.execPath, ['--enable-source-maps', `dist/${script}.js`, ...args], { cwd: root, env }),
    )
  }

  /** Starts it and waits until it says where it is to be found. */
  static async start(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Program> {
    const program = Program.spawn(settings, ...args)
    await program.says(/Open http:\/\/localhost:\d+\S*/)
    return program
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the program did not start')
    return this.child.pid
  }

  /** All that it has printed so far. */
  get printed(): string {
    return this.out
  }

  /** Where it's to be found. */
  get address(): string {
    return `http://127.0.0.1:${/localhost:(\d+)/.exec(this.out)?.[1]}`
  }

  /** Waits until it has printed something. @throws with all it printed when it ends without */
  async says(pattern: RegExp): Promise<void> {
    for (const began = performance.now(); performance.now() - began < START_MS; await pause(50)) {
      if (pattern.test(this.out)) return
      if (this.child.exitCode !== null || this.child.signalCode !== null) break
    }
    throw new Error(`it never said ${pattern}, but:\n${this.out}`)
  }

  fetch(path: string, options: RequestInit = {}): Promise<Response> {
    return fetch(this.address + path, { redirect: 'manual', ...options })
  }

  /** Waits until a path answers with a status, trying again as long as it doesn't. */
  async answers(path: string, status: number): Promise<void> {
    let last: unknown
    for (const began = performance.now(); performance.now() - began < START_MS; await pause(100)) {
      last = await this.fetch(path).then((answer) => answer.status, String)
      if (last === status) return
      if (this.child.exitCode !== null || this.child.signalCode !== null) break
    }
    expect(last, path).toBe(status)
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal)
    return this.ended
  }

  /** Waits until it has ended by itself. */
  exit(): Promise<number | null> {
    return this.ended
  }
}
