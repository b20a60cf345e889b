import type { Fields } from '../setup/client.ts'
import { Client, filled } from '../setup/client.ts'
import type { Answer, Stop } from './persist.ts'
import { persist } from './persist.ts'

/** Somebody at a browser who signs in and sends forms until they are answered; the same form counts once. */
export class Desk {
  private readonly client: Client

  constructor(
    url: string,
    private readonly stop: Stop,
  ) {
    this.client = new Client(url)
  }

  async signIn(employeeNumber: string, password: string): Promise<void> {
    await this.send('/login', '/login', { employeeNumber, password })
  }

  page(path: string): Promise<Answer | null> {
    return persist(this.stop, (signal) => this.client.request(path, { signal }))
  }

  /** Sends the form of a page; null when told to stop before anybody answered. */
  async send(page: string, action: string, fields: Fields = {}): Promise<Answer | null> {
    const shown = await this.page(page)
    if (!shown) return null
    const body = filled(shown.text, action, fields)
    return persist(this.stop, (signal) => this.client.request(action, { method: 'POST', body, signal }))
  }
}
