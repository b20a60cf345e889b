import type { Answer, Stop } from './persist.ts'
import { persist } from './persist.ts'

/** Somebody at a browser who signs in and sends forms until they are answered; the same form counts once. */
export class Desk {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly url: string,
    private readonly stop: Stop,
  ) {}

  async signIn(employeeNumber: string, password: string): Promise<void> {
    await this.send('/login', '/login', { employeeNumber, password })
  }

  page(path: string): Promise<Answer | null> {
    return persist(this.stop, (signal) => this.request(path, { signal }))
  }

  /** Sends the form of a page; null when told to stop before anybody answered. */
  async send(
    page: string,
    action: string,
    fields: Readonly<Record<string, string | { text: string; name: string }>> = {},
  ): Promise<Answer | null> {
    const shown = await this.page(page)
    if (!shown) return null
    const form = shown.text.split('<form').find((part) => part.includes(`action="${action}"`))
    if (form === undefined) throw new Error(`${page} answered ${shown.status} without the form for ${action}`)
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const values = {
      ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
      ...fields,
    }
    return persist(this.stop, (signal) =>
      this.request(action, { method: 'POST', body: bodyOf(values), signal }),
    )
  }

  private async request(path: string, options: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(this.url + path, { redirect: 'manual', ...options, headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    return answer
  }
}

function bodyOf(
  values: Readonly<Record<string, string | { text: string; name: string }>>,
): URLSearchParams | FormData {
  const body = Object.values(values).every((value) => typeof value === 'string')
    ? new URLSearchParams()
    : new FormData()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') body.append(name, value)
    else (body as FormData).append(name, new Blob([value.text]), value.name)
  }
  return body
}
