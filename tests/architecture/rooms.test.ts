import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { departments } from '../../src/house/departments.ts'

const root = path.resolve(import.meta.dirname, '../..')
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(path.join(root, file)).isFile())

const sources = filesIn('src').filter((file) => file.endsWith('.ts') && !file.includes('generated'))

describe('the house', () => {
  it('has no attic', () => {
    const attic = /(^|\/)(utils?|helpers?|common|services|types|misc)(\/|\.ts$)/
    expect(sources.filter((file) => attic.test(file))).toEqual([])
  })

  it('keeps its rooms small enough to hide no noun', () => {
    const lines = (file: string): number => readFileSync(path.join(root, file), 'utf8').split('\n').length
    expect(sources.filter((file) => lines(file) > 320).map((file) => `${file} ${lines(file)}`)).toEqual([])
  })

  it('names folder, address and noun with the same two words', () => {
    const folders = new Set(sources.map((file) => path.dirname(file)))
    const nouns = departments.flatMap(({ key, entries }) => entries.map(({ noun }) => ({ key, noun })))
    for (const { key, noun } of nouns) {
      expect(noun.key.startsWith(`${key}/`)).toBe(true)
      expect(folders).toContain(`src/features/${noun.key}`)
    }
  })

  it('gives the forms of every department hostile values', () => {
    const tried = readdirSync(path.join(root, 'tests/hostile/departments'))
    expect(tried.sort()).toEqual(departments.map(({ key }) => `${key}.test.ts`).sort())
  })

  it('has an index for every noun at its address', () => {
    const without = departments
      .flatMap(({ entries }) => entries)
      .filter(({ routes }) => !routes.some(({ method, path: at }) => method === 'get' && at === '/'))
    expect(without.map(({ noun }) => noun.key)).toEqual([])
  })

  it('gives every deed and move of every noun a rule and a word', () => {
    for (const { noun } of departments.flatMap(({ entries }) => entries)) {
      const deeds = [...Object.keys(noun.deeds), ...Object.keys(noun.workflow?.moves ?? {})]
      expect(Object.keys(noun.policy).sort(), noun.key).toEqual(deeds.sort())
    }
  })

  it('gives every move that asks more than a remark a page of its own', () => {
    const without = departments
      .flatMap(({ entries }) => entries)
      .flatMap(({ noun, routes }) =>
        Object.entries(noun.workflow?.moves ?? {})
          .filter(([, { asks }]) => asks === 'form')
          .filter(
            ([move]) => !routes.some(({ method, path: at }) => method === 'get' && at === `/:id/${move}`),
          )
          .map(([move]) => `${noun.key} ${move}`),
      )
    expect(without).toEqual([])
  })

  it('speaks for itself: no requirement numbers, no traces of how it was made', () => {
    const foreign =
      /\b(ORG|WRK|CAT|MKT|IMP|SRV|WHS|QLT|CND|APR|TRN|DAT|RSK|ALL)-\d+\b|\.\.\/shared|\/tmp\/house/
    const texts = [...sources, ...filesIn('views'), ...filesIn('public'), ...filesIn('tests')].filter(
      (file) => /\.(ts|ejs|js|css)$/.test(file) && !file.endsWith('rooms.test.ts'),
    )
    expect(texts.filter((file) => foreign.test(readFileSync(path.join(root, file), 'utf8')))).toEqual([])
  })
})
