/** A browser without a screen: it keeps cookies and sends forms as they're printed. */
export class Client {
  private readonly cookies = new Map<string, string>()

  constructor(readonly url: string) {}

  /** What the browser would send to be known. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async request(path: string, options: RequestInit = {}): Promise<Response> {
    const { cookie } = this
    const answer = await fetch(this.url + path, { redirect: 'manual', ...options, headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    return answer
  }

  /** The same browser at another address of the house. */
  at(url: string): Client {
    const other = new Client(url)
    for (const [name, value] of this.cookies) other.cookies.set(name, value)
    return other
  }

  /** @throws when the door stays closed */
  async signIn(employeeNumber: string, password: string): Promise<void> {
    await this.submit('/login', '/login', { employeeNumber, password })
  }

  async page(path: string): Promise<string> {
    const answer = await this.request(path)
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return answer.text()
  }

  /**
   * Sends the form that a page has for an address, with what it hides and what is given.
   * @returns where it leads
   * @throws when it wasn't done
   */
  async submit(page: string, action: string, fields: Fields = {}): Promise<string> {
    const body = filled(await this.page(page), action, fields)
    const answer = await this.request(action, { method: 'POST', body })
    if (answer.status !== 303) throw new Error(`${action} answered ${answer.status}: ${await answer.text()}`)
    return answer.headers.get('location') ?? ''
  }
}

/** What is typed into a form, by field, and the files that are chosen. */
export type Fields = Readonly<Record<string, string | { blob: Blob; name: string }>>

/**
 * The form that a page has for an address, filled in, with what it hides.
 * @throws when the page has none
 */
export function filled(html: string, action: string, fields: Fields): URLSearchParams | FormData {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`))
  if (form === undefined) throw new Error(`the page has no form for ${action}`)
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const values: Fields = {
    ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    ...fields,
  }
  const files = Object.values(values).some((value) => typeof value !== 'string')
  const body = files ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') body.append(name, value)
    else (body as FormData).append(name, value.blob, value.name)
  }
  return body
}
