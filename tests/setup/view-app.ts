import type { Application, Response } from 'express'
import express from 'express'
import { assets } from '../../src/web/assets.ts'
import { contentSecurityPolicy } from '../../src/web/csp.ts'
import type { ErrorKind } from '../../src/web/error-pages.ts'
import { errorPage } from '../../src/web/error-pages.ts'
import type { Page, Shell } from '../../src/web/parts.ts'
import { bareShell } from '../../src/web/parts.ts'
import { homeSample, printSamplePage, styleguidePage } from '../../src/web/styleguide.ts'
import { themeOf } from '../../src/web/theme.ts'
import { render, views } from '../../src/web/views.ts'

/** What surrounds a page of a lead who is signed in. */
export function shellSample(more: Partial<Shell> = {}): Shell {
  return {
    ...bareShell('/styleguide', '0d9f2c61'),
    nonce: 'nonce-of-the-tests',
    csrf: 'csrf-of-the-tests',
    person: { name: '周敏', position: '运营主管', employeeNumber: 'operations-lead', initials: '周敏' },
    account: [{ label: '修改密码', href: '/password' }],
    open: 39,
    overdue: 2,
    unread: 4,
    demo: true,
    menu: [
      {
        key: 'warehouse',
        label: '仓库',
        icon: 'building-warehouse',
        active: true,
        groups: [
          { label: '出库', items: [{ label: '包裹', href: '/styleguide', active: true }] },
          { label: '库内', items: [{ label: '库存', href: '/warehouse/stock', active: false }] },
        ],
      },
    ],
    ...more,
  }
}

/** Views, assets and sample pages without database or session; `posted` receives every form that is sent. */
export function viewApp(posted: (path: string, body: unknown) => void = () => undefined): Application {
  const app = express()
  views(app)
  assets(app)
  app.use(express.urlencoded({ extended: false }))
  app.use((req, res, next) => {
    const notice = req.query['sent'] ? ({ tone: 'success', text: '已保存。' } as const) : undefined
    const theme = themeOf(req.headers.cookie)
    res.set('Content-Security-Policy', contentSecurityPolicy('nonce-of-the-tests'))
    res.locals['shell'] = shellSample({ path: req.path, theme, notice })
    next()
  })
  const show = (path: string, view: string, page: () => Page): void => {
    app.get(path, (_req, res: Response) => render(res, view, page()))
  }
  show('/', 'home', homeSample)
  show('/styleguide', 'styleguide', styleguidePage)
  show('/styleguide/print', 'styleguide-print', printSamplePage)
  app.get('/errors/:kind', (req, res) => {
    const layout = req.query['plain'] ? 'plain' : 'main'
    const { status, page } = errorPage(req.params.kind as ErrorKind, { requestId: '0d9f2c61', layout })
    render(res, 'errors/error', page, status)
  })
  app.get('/live', (_req, res) => {
    res.set('Content-Type', 'text/event-stream')
    res.write('data: {"open":1200,"overdue":0,"unread":7}\n\n')
  })
  app.post('/{*path}', (req, res) => {
    posted(req.path, req.body)
    res.redirect(303, '/styleguide?sent=1')
  })
  return app
}
