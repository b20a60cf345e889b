import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../src/features/warehouse/terminal/interpret/decision.ts'
import { refusal } from '../../../src/features/warehouse/terminal/words.ts'
import { groupBy } from '../../../src/lib/groups.ts'
import { motifOf } from './modules.ts'

const TONES = ['ok', 'done', 'info', 'ask', 'kept', 'wrong'].map((tone) => ({ tone }))
const BESIDE = ['lost', 'sign-in'].map((did) => ({ tone: 'wrong', did }))
const refusals = REFUSALS.map((why) => refusal(why, 'X', 'BC1'))
const answers = [...TONES, ...BESIDE, ...refusals]

/** What an ear keeps of a motif that it hears alone: how long each note is, and whether it rises or falls. */
function heard(answer: { tone: string; did?: string }): string {
  let before = 0
  return motifOf(answer)
    .map(({ frequency, seconds }) => {
      if (frequency === 0) return ' '
      const step = before === 0 || frequency === before ? '=' : frequency > before ? '/' : '\\'
      before = frequency
      return `${step}${seconds > 0.1 ? 'long' : 'short'}`
    })
    .join('')
}

describe('the sound of an answer', () => {
  it('is another one for every refusal, by rhythm and by rise and fall alone', () => {
    const motifs = groupBy(answers, heard)
    const alike = [...motifs.values()].filter((some) => some.length > 1)
    expect(alike).toEqual([])
  })

  it('is over before the next piece is in the hand', () => {
    for (const answer of answers) {
      const seconds = motifOf(answer).reduce((sum, note) => sum + note.seconds, 0)
      expect(seconds, JSON.stringify(answer)).toBeLessThanOrEqual(0.75)
    }
  })

  it('lies lower the whole time when something is wrong', () => {
    const pitches = (wrong: boolean): number[] =>
      answers
        .filter(({ tone }) => (tone === 'wrong') === wrong)
        .flatMap(motifOf)
        .map(({ frequency }) => frequency)
        .filter((frequency) => frequency > 0)
    expect(Math.max(...pitches(true))).toBeLessThan(Math.min(...pitches(false)))
  })

  it('is that of its tone where a deed has none of its own', () => {
    expect(motifOf({ tone: 'ok', did: 'check' })).toEqual(motifOf({ tone: 'ok' }))
    expect(motifOf({ tone: 'ok', did: 'toString' })).toEqual(motifOf({ tone: 'ok' }))
  })
})

describe('the words of a refusal', () => {
  it.each(['', 'BC1'])('have a title of their own each, about %j', (about) => {
    const titles = REFUSALS.map((why) => refusal(why, 'X', about).title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.every((title) => title.length >= 3 && title.length <= 20)).toBe(true)
  })
})
