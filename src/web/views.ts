import { readFileSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ejs from 'ejs'
import type { Application, Response } from 'express'
import { assetUrls } from './assets.ts'
import type { Page, Shell } from './parts.ts'
import { bareShell } from './parts.ts'

const viewsFolder = fileURLToPath(new URL('../../views/', import.meta.url))

/** What the product is called in page titles, the top bar and on paper. */
export const PRODUCT = '店务台'

type Template = (page: Record<string, unknown>) => string
type Include = (path: string, data?: object) => string

interface Compiled {
  template: Template
  /** When the file was last written, in milliseconds. */
  written: number
}

const SPECIAL = /[&<>"']/
const SPECIALS = /[&<>"']/g
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escapes text for HTML. A view that prints anything but text or a number (NaN included) is wrong and fails: TypeError. */
export function escapeText(value: unknown): string {
  const text = typeof value === 'number' && !Number.isNaN(value) ? String(value) : value
  if (typeof text !== 'string') {
    throw new TypeError(`A view printed ${value === null ? 'null' : typeof value} instead of text`)
  }
  return SPECIAL.test(text) ? text.replace(SPECIALS, (sign) => entities[sign] ?? sign) : text
}

/** A view by its path under views/, without ending; indentation isn't sent. */
function compile(path: string): Template {
  const filename = `${viewsFolder}${path}.ejs`
  const text = readFileSync(filename, 'utf8').replace(/^[ \t]+/gm, '')
  return ejs.compile(text, { ...engine, filename })
}

const engine = {
  strict: true,
  localsName: 'page',
  // Ours instead of the engine's: no file system, and a part sees its own data only, never its parent's.
  destructuredLocals: ['include'],
  escape: escapeText,
  // Saves a copy per part. What the copy protects, names looked up with `with`, strict views don't have.
  unsafePrototypeLocals: true,
}

/**
 * Where views come from. `lasting`: all are compiled now, throwing if one doesn't compile, and stay as they are.
 * Otherwise each is compiled when first needed and again after its file was written.
 */
export class Templates {
  private readonly compiled = new Map<string, Compiled>()

  constructor(private readonly lasting: boolean) {
    if (!lasting) return
    for (const name of readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ejs')) this.template(name.slice(0, -'.ejs'.length).replaceAll('\\', '/'))
    }
  }

  private template(path: string): Template {
    const known = this.compiled.get(path)
    if (known && this.lasting) return known.template
    const written = this.lasting ? 0 : statSync(`${viewsFolder}${path}.ejs`).mtimeMs
    if (known?.written === written) return known.template
    const template = compile(path)
    this.compiled.set(path, { template, written })
    return template
  }

  /** The views and parts that were needed so far, by their paths. */
  get needed(): string[] {
    return [...this.compiled.keys()]
  }

  /** One view or part as HTML, without a layout. Views get their own data and, beside it, `shell` and `csrf`. */
  part(view: string, data: object, shell: Shell): string {
    const include: Include = (path, more) => this.template(path.slice(1))({ ...more, ...around })
    const around = {
      shell,
      csrf: shell.csrf,
      nonce: shell.nonce,
      product: PRODUCT,
      assets: assetUrls,
      include,
    }
    return this.template(view)({ ...data, ...around })
  }

  /** A whole page: the view, put into its layout. */
  page(view: string, page: Page, shell: Shell): string {
    return this.laidOut(page, this.part(view, page, shell), shell)
  }

  /** What a view printed, put into the page's layout. */
  laidOut(
    { title, breadcrumb = [], scripts = [], layout = 'main' }: Page,
    body: string,
    shell: Shell,
  ): string {
    return this.part(`layouts/${layout}`, { title, breadcrumb, scripts, body }, shell)
  }
}

/** Where the application keeps its `Templates`. */
export const TEMPLATES = 'templates'

/** Prepares the application for `render`; in production it doesn't start with a view that doesn't compile. */
export function views(app: Application): void {
  app.set(TEMPLATES, new Templates(app.get('env') === 'production'))
}

/** Reads the numbers of the top bar, once per request; undefined when they can't be had. */
export type Counting = () => Promise<Pick<Shell, 'open' | 'overdue' | 'unread'> | undefined>

/**
 * Answers with a page, as soon as the numbers of its top bar are there; a page about a failure waits for nothing. The
 * shell is what the web middleware wrote; a request that failed before that gets a bare one. Throws whatever the view
 * throws, before anything is sent.
 */
export function render<P extends Page>(res: Response, view: string, page: P, status = 200): void {
  const templates = res.app.get(TEMPLATES) as Templates
  const shell = shellOf(res)
  const body = templates.part(view, page, shell)
  const send = (around: Shell): void => {
    res
      .status(status)
      .type('html')
      .send(templates.laidOut(page, body, around))
  }
  const counting = res.locals['counting'] as Counting | undefined
  if (!counting || status >= 500) return send(shell)
  counting()
    .then((counts) => send({ ...shell, ...counts }))
    .catch((error: unknown) => res.req.next?.(error))
}

/** One part of a page as HTML, for an answer by which a script replaces what is there. Throws what the view throws. */
export function renderPart(res: Response, view: string, data: object): string {
  const templates = res.app.get(TEMPLATES) as Templates
  return templates.part(view, data, shellOf(res))
}

function shellOf({ locals, req }: Response): Shell {
  const bare = { ...bareShell(req.path), nonce: String(locals['nonce'] ?? '') }
  return (locals['shell'] as Shell | undefined) ?? bare
}
