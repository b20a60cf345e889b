import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, LaunchOptions, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { expect } from 'vitest'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The packaged browser and its libraries, unpacked; beside the packages, so that it's unpacked once. */
const home = join(root, 'node_modules', '.cache', 'browser')
const packaged = join(home, 'chromium')

/** Prints where the browser was unpacked; told that it runs on Amazon's Linux, it brings its libraries along. */
const unpacking = `
  const { default: chromium } = await import('@sparticuz/chromium')
  process.stdout.write(await chromium.executablePath())
`

/**
 * Unpacks the browser of @sparticuz/chromium. Several test files may want it at once: each unpacks into a folder of its
 * own and the first to finish puts it in place.
 */
async function unpack(): Promise<void> {
  if (existsSync(packaged)) return
  await mkdir(dirname(home), { recursive: true })
  const scratch = await mkdtemp(`${home}-`)
  const env = { ...process.env, TMPDIR: scratch, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  const node = ['--input-type=module', '--eval', unpacking]
  const { stdout } = await promisify(execFile)(process.execPath, node, { cwd: root, env })
  await rename(dirname(stdout), home).catch((error: unknown) => {
    if (!existsSync(packaged)) throw error
  })
  await rm(scratch, { recursive: true, force: true })
}

async function launchPackaged(options: LaunchOptions): Promise<Browser> {
  await unpack()
  const env = { ...process.env } as Record<string, string>
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = join(home, 'fonts')
  const settings = {
    ...options,
    env,
    executablePath: packaged,
    args: ['--no-sandbox', ...(options.args ?? [])],
  }
  try {
    return await chromium.launch(settings)
  } catch (error) {
    // A machine with Node and nothing else lacks libraries that the package has; others do better with their own.
    if (!String(error).includes('shared libraries')) throw error
    env['LD_LIBRARY_PATH'] = join(home, 'al2023', 'lib')
    return chromium.launch(settings)
  }
}

/**
 * A real browser without a window: on Linux the packaged one, elsewhere an installed Chrome. Throws with a sentence
 * that says so where there is none.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  if (process.platform === 'linux' && process.arch === 'x64') return launchPackaged(options)
  try {
    return await chromium.launch({ ...options, channel: 'chrome' })
  } catch (error) {
    throw new Error('Browser tests need an installed Google Chrome on this kind of machine.', {
      cause: error,
    })
  }
}

/** What a page complained about: errors and warnings of the console, exceptions, requests that failed. */
export interface Complaints {
  readonly all: string[]
  /** Fails if there is any; `except` are those that the test brings about. */
  expectNone(...except: RegExp[]): void
}

/** Collects what a page complains about from now on. */
export function listenForComplaints(page: Page): Complaints {
  const all: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') all.push(message.text())
  })
  page.on('pageerror', (error) => all.push(`exception: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends what it still waits for, such as the live count.
    if (!reason.includes('ERR_ABORTED')) all.push(`request failed: ${request.url()} ${reason}`)
  })
  return {
    all,
    expectNone: (...except) => {
      expect(all.filter((text) => !except.some((pattern) => pattern.test(text)))).toEqual([])
    },
  }
}

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

const AT_REST = `for (const animation of document.getAnimations()) {
  if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish()
}`

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[]
}

/**
 * Fails with what axe finds wrong on the page once it has come to rest: WCAG 2.2 A and AA, and axe's best practice.
 * Colors that are on their way from one look to the other are nobody's.
 */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  await page.evaluate(AT_REST)
  // Evaluated, not added as a script: the page's content security policy stays as strict as it is.
  if (!(await page.evaluate('typeof axe !== "undefined"'))) await page.evaluate(axeSource)
  const run = `axe.run(document, { preload: false, runOnly: ${JSON.stringify(RULES)} })`
  const { violations } = await page.evaluate<AxeResults>(run)
  const words = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary ?? ''}`,
    ),
  )
  expect(words, page.url()).toEqual([])
}

/** Fails if the page can be pushed sideways: nothing may be wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const surplus = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
  expect(surplus, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}
