import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A line to a PostgreSQL whose own port changes at each start: at the program's end it's always the same. */
export class Line {
  private port = 0
  private server: Server | undefined
  private readonly sockets = new Set<Socket>()

  /** An address of the server, as it's reached by this line. */
  through(url: string): string {
    const changed = new URL(url)
    changed.search = ''
    changed.host = `127.0.0.1:${this.port}`
    return changed.href
  }

  /** Leads to a port of this machine from now on. */
  async mend(port: number): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(port, '127.0.0.1')
      this.keep(near, far)
      this.keep(far, near)
    }).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
  }

  /** Breaks all connections and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this
    if (!server) return
    this.server = undefined
    const closed = once(server, 'close')
    server.close()
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private keep(socket: Socket, other: Socket): void {
    this.sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.sockets.delete(socket)
      other.destroy()
    })
    socket.pipe(other)
  }
}
