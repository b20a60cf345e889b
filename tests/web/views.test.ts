import { readdirSync, readFileSync } from 'node:fs'
import { load } from 'cheerio'
import express from 'express'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { assets, assetUrls } from '../../src/web/assets.ts'
import type { Layout } from '../../src/web/parts.ts'
import { homeSample, printSamplePage, styleguidePage } from '../../src/web/styleguide.ts'
import { escapeText, render, Templates, views } from '../../src/web/views.ts'
import { shellSample, viewApp } from '../setup/view-app.ts'

const folder = new URL('../../views/', import.meta.url)
const samples = styleguidePage().sections.flatMap((section) =>
  section.samples.map((sample, i) => ({ ...sample, name: `${section.id} ${i}: ${sample.part}` })),
)
const HOSTILE = `"><img src=x onerror=alert(1)>'&</script><script>`

/** Keys whose values choose between fixed words; everything else may come from people. */
const FIXED = new Set([
  'kind',
  'tone',
  'key',
  'urgency',
  'asks',
  'width',
  'sorted',
  'inputmode',
  'part',
  'layout',
])

function spoil(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const fixed = FIXED.has(key) || (key === 'state' && /^(running|done|failed)$/.test(value))
    return fixed ? value : value + HOSTILE
  }
  if (Array.isArray(value)) return value.map((one) => spoil(one, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]))
}

/** Nothing a page may contain, whoever wrote its data. */
function expectHarmless(html: string): void {
  const $ = load(html)
  expect($('img[src="x"]').length).toBe(0)
  expect($('script:not([nonce])').length).toBe(0)
  expect($('style, [style], iframe, object, embed').length).toBe(0)
  $('*').each((_, element) => {
    const handlers = Object.keys('attribs' in element ? element.attribs : {}).filter((name) =>
      /^on/i.test(name),
    )
    expect(handlers).toEqual([])
  })
  $('[src], link[href]').each((_, element) => {
    expect($(element).attr('src') ?? $(element).attr('href')).toMatch(/^\/(?!\/)/)
  })
}

let templates: Templates
beforeAll(() => {
  templates = new Templates(true)
})

function part(path: string, data: object, more = {}): string {
  return templates.part(path.slice(1), data, shellSample(more))
}

describe('every component', () => {
  it.each(samples)('renders in the state $name', ({ part: path, data }) => {
    const html = part(path, data)
    expect(html).not.toContain('undefined')
    expect(html).not.toContain('[object')
    expectHarmless(html)
  })

  it.each(samples)('escapes hostile text in the state $name', ({ part: path, data }) => {
    const hostile = spoil(data) as object
    const html = part(path, hostile)
    expectHarmless(html)
    if (JSON.stringify(hostile) === JSON.stringify(data)) return
    expect(load(html).text()).toContain('<img src=x onerror=alert(1)>')
  })

  it.each(samples)('sends the session token with every form in the state $name', ({ part: path, data }) => {
    const $ = load(part(path, data))
    $('form[method="post"]').each((_, form) => {
      expect($(form).find('input[name="_csrf"]').attr('value')).toBe('csrf-of-the-tests')
      expect($(form).find('[name="_token"]').length).toBeGreaterThan(0)
    })
  })

  it('stands in the style guide', () => {
    const used = new Set<string>()
    const follow = (path: string): void => {
      if (used.has(path)) return
      used.add(path)
      const text = readFileSync(new URL(`.${path}.ejs`, folder), 'utf8')
      for (const [, next = ''] of text.matchAll(/include\('([^']+)'/g)) follow(next)
    }
    for (const sample of samples) follow(sample.part)
    for (const path of ['/home', '/layouts/main', '/styleguide']) follow(path)
    const parts = readdirSync(new URL('parts/', folder)).map((name) => `/parts/${name.replace('.ejs', '')}`)
    expect(parts.filter((path) => !used.has(path))).toEqual([])
  })
})

describe('a view', () => {
  it('fails instead of printing what is not there', () => {
    expect(() => part('/parts/badge', { tone: 'info' })).toThrow('printed undefined')
    expect(() => part('/parts/badge', { label: null, tone: 'info' })).toThrow('printed null')
    expect(() => part('/parts/badge', { label: {}, tone: 'info' })).toThrow('printed object')
    expect(() => part('/parts/facts', {})).toThrow()
  })

  it('names the file and line of what went wrong', () => {
    expect(() => part('/parts/facts', { facts: [{ label: '店铺', value: {} }] })).toThrow(
      /parts\/.+\.ejs:\d+/,
    )
  })

  it('sees its own data only, never that of the page that includes it', () => {
    const page = { title: 'the page', text: 'text of the page', actions: [] }
    expect(part('/parts/page-head', { ...page, actions: [{ label: '去', href: '/' }] })).not.toContain(
      'download',
    )
    expect(() => part('/parts/breadcrumb', { crumbs: [{}], label: 'of the page' })).toThrow(
      'printed undefined',
    )
  })

  it('prints text and numbers only', () => {
    expect(escapeText('<b>&"\'')).toBe('&lt;b&gt;&amp;&quot;&#39;')
    expect(escapeText(0)).toBe('0')
    expect(() => escapeText(NaN)).toThrow(TypeError)
    expect(() => escapeText(true)).toThrow(TypeError)
    expect(() => escapeText([])).toThrow(TypeError)
  })
})

describe('a layout', () => {
  it.each<Layout>(['main', 'plain', 'print', 'terminal'])(
    '%s surrounds a page, signed in or not',
    (layout) => {
      for (const person of [shellSample().person, undefined]) {
        const page = { ...homeSample(), layout, scripts: ['copy'] }
        const html = templates.page('home', page, shellSample({ person }))
        const $ = load(html)
        expectHarmless(html)
        expect($('html').attr('lang')).toBe('zh-CN')
        expect($('title').text()).toContain('工作台 · ')
        expect($('main').length).toBe(1)
        // The terminal's title is that of the screen; its pages have none of their own.
        if (layout === 'terminal') expect($('header h1').text()).toBe('工作台')
        else expect($('h1').text()).toBe('早上好，周敏')
        expect($('script[src$="js/copy.js"]').length).toBe(1)
      }
    },
  )

  it('escapes what surrounds the page', () => {
    const hostile = spoil(shellSample({ theme: 'auto' })) as ReturnType<typeof shellSample>
    const shell = { ...hostile, theme: 'auto' as const, nonce: 'n' }
    expectHarmless(
      templates.page('home', { ...homeSample(), title: HOSTILE, breadcrumb: [{ label: HOSTILE }] }, shell),
    )
  })

  it('writes the chosen look into the page, and leaves it to the system otherwise', () => {
    const theme = (look: 'auto' | 'dark' | 'light'): string | undefined =>
      load(templates.page('home', homeSample(), shellSample({ theme: look })))('html').attr('data-bs-theme')
    expect([theme('auto'), theme('dark'), theme('light')]).toEqual([undefined, 'dark', 'light'])
  })

  it('marks where one is, and how much there is to do', () => {
    const $ = load(templates.page('styleguide', styleguidePage(), shellSample()))
    expect($('#menu [aria-current="page"]').text()).toBe('包裹')
    const list = $('#menu [aria-current="page"]').closest('ul')
    expect($(`#${list.attr('aria-labelledby')}`).text()).toBe('出库')
    expect($('title').text()).toMatch(/^\(39\) /)
    expect($('[data-todo-open]').text()).toBe('39')
    expect($('[data-todo-overdue]').text()).toBe('2')
    expect($('[data-bell-count]').text()).toBe('4')
  })

  it('prints paper without menu and in light colors', () => {
    const $ = load(templates.page('styleguide-print', printSamplePage(), shellSample({ theme: 'dark' })))
    expect($('#menu').length).toBe(0)
    expect($('html').attr('data-bs-theme')).toBe('light')
  })
})

describe('the style guide', () => {
  it('has no id twice, and labels and links lead to something', () => {
    const $ = load(templates.page('styleguide', styleguidePage(), shellSample()))
    const ids = $('[id]')
      .map((_, element) => $(element).attr('id'))
      .get()
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const leads = $('label[for], [aria-describedby], [form], a[href^="#"], [list], [aria-labelledby]')
      .map((_, element) => {
        const { for: target, 'aria-describedby': description, form, href, list } = element.attribs
        return [target, form, list, href?.slice(1), ...(description?.split(' ') ?? [])].filter(Boolean)
      })
      .get()
    expect(leads.filter((id) => !id || !ids.includes(id))).toEqual([])
  })
})

describe('render', () => {
  it('answers with the status, as HTML', async () => {
    const answer = await request(viewApp()).get('/errors/forbidden').expect(403)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(load(answer.text)('h1').text()).toBe('您没有这项权限')
  })

  it('shows an error page even before anybody wrote a shell', async () => {
    const app = express()
    views(app)
    app.get('/', (_req, res) => render(res, 'home', { ...homeSample(), layout: 'plain' }, 503))
    const answer = await request(app).get('/').expect(503)
    expect(load(answer.text)('main').length).toBe(1)
  })
})

describe('assets', () => {
  it('are served under addresses that name their version, for a year', async () => {
    const app = viewApp()
    const { own, ...packaged } = assetUrls
    for (const url of Object.values(packaged)) {
      const answer = await request(app).get(String(url)).expect(200)
      expect(answer.headers['cache-control']).toContain('immutable')
      expect(url).toMatch(/@\d+\.\d+\.\d+\//)
    }
    await request(app)
      .get(`${own}css/house.css`)
      .expect(200)
      .expect('content-type', /text\/css/)
    await request(app)
      .get(`${own}js/house.js`)
      .expect(200)
      .expect('content-type', /javascript/)
  })

  it.each([
    ['production', /max-age=31536000, immutable/],
    ['development', /max-age=0/],
  ])('of our own are kept by browsers in production only: %s', async (env, cache) => {
    const app = express()
    app.set('env', env)
    assets(app)
    const answer = await request(app).get(`${assetUrls.own}css/house.css`).expect(200)
    expect(answer.headers['cache-control']).toMatch(cache)
  })

  it('are all there that a page asks for', async () => {
    const app = viewApp()
    const $ = load((await request(app).get('/')).text)
    const urls = $('link[href], script[src], img[src]')
      .map((_, element) => $(element).attr('src') ?? $(element).attr('href'))
      .get()
    expect(urls.length).toBeGreaterThan(6)
    for (const url of urls) await request(app).get(String(url)).expect(200)
  })

  it('do not reach beyond their folder', async () => {
    const app = viewApp()
    await request(app).get(`${assetUrls.own}../package.json`).expect(404)
    await request(app).get(`${assetUrls.own}%2e%2e/package.json`).expect(404)
    await request(app).get(`${assetUrls.own}css`).expect(404)
  })
})
