import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Application, Request, Response } from 'express'
import express from 'express'

const root = new URL('../../', import.meta.url)
const publicFolder = fileURLToPath(new URL('public/', root))
const YEAR_S = 31_536_000

/** Files of packages that pages need, and nothing else of those packages. */
const packaged = {
  tabler: ['@tabler/core', 'dist/css/tabler.min.css', 'text/css'],
  icons: ['@tabler/icons-webfont', 'dist/tabler-icons.min.css', 'text/css'],
  iconFont: ['@tabler/icons-webfont', 'dist/fonts/tabler-icons.woff2', 'font/woff2'],
  chart: ['chart.js', 'dist/chart.umd.min.js', 'text/javascript'],
  htmx: ['htmx.org', 'dist/htmx.min.js', 'text/javascript'],
} as const satisfies Record<string, readonly [name: string, file: string, type: string]>

type PackagedName = keyof typeof packaged

/** Addresses of everything a page loads. Each holds a version, so browsers keep what it names for a year. */
export interface AssetUrls extends Record<PackagedName, string> {
  /** Folder of our own scripts, styles and pictures, with a slash at the end. */
  own: string
}

function packageFolder(name: string): URL {
  return new URL(`node_modules/${name}/`, root)
}

function packagedUrl(key: PackagedName): string {
  const [name, file] = packaged[key]
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder(name)), 'utf8')) as {
    version: string
  }
  // Tabler's icon style names its font with this query; another address would load the font twice.
  const query = key === 'iconFont' ? `?v${version}` : ''
  return `/assets/${name}@${version}/${file.replace('dist/', '')}${query}`
}

/** A short name for the present content of public/, the same in every process that runs the same code. */
function publicVersion(): string {
  const hash = createHash('sha256')
  const entries = readdirSync(publicFolder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`)
  for (const file of files.sort()) hash.update(file.slice(publicFolder.length)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 10)
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? url
}

/** Read once: a running process serves the files it started with. */
export const assetUrls: Readonly<AssetUrls> = {
  tabler: packagedUrl('tabler'),
  icons: packagedUrl('icons'),
  iconFont: packagedUrl('iconFont'),
  chart: packagedUrl('chart'),
  htmx: packagedUrl('htmx'),
  own: `/public/${publicVersion()}/`,
}

/**
 * Serves what pages load: packaged files under /assets, our own under /public. Needs neither session nor person, so
 * it stands before them. Packaged text is compressed once; it's too large to send plain over a slow line.
 */
export function assets(app: Application): void {
  for (const key of Object.keys(packaged) as PackagedName[]) {
    const [name, path, type] = packaged[key]
    const body = readFileSync(new URL(path, packageFolder(name)))
    const compressed = type === 'font/woff2' ? undefined : gzipSync(body)
    app.get(pathOf(assetUrls[key]), (req: Request, res: Response) => {
      const gzip = compressed !== undefined && req.acceptsEncodings('gzip') !== false
      if (gzip) res.set('Content-Encoding', 'gzip')
      res.set({
        'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
        'Cache-Control': `public, max-age=${YEAR_S}, immutable`,
        Vary: 'Accept-Encoding',
      })
      res.end(gzip ? compressed : body)
    })
  }
  const lasting = app.get('env') === 'production'
  app.use(
    '/public/:version',
    express.static(publicFolder, {
      index: false,
      redirect: false,
      immutable: lasting,
      maxAge: lasting ? YEAR_S * 1000 : 0,
      setHeaders: (response, path) => {
        if (path.endsWith('.svg')) response.set('Content-Type', 'image/svg+xml; charset=utf-8')
      },
    }),
  )
}
