import { POSITIONS, dutyLabels } from '../../../actor.ts'
import type { Page, PageHead } from '../../../web/parts.ts'
import type { Noun } from '../../../work/nouns.ts'
import type { Answer } from './grid.ts'
import { linesOf } from './grid.ts'

interface Cell {
  sign: string
  /** The sign in words, for those who don't see it. */
  words: string
  tone: Answer
}

/** The matrix: `views/people/rights/matrix`. */
export interface RightsPage extends Page {
  head: PageHead
  positions: string[]
  legend: Cell[]
  nouns: { id: string; label: string; lines: { label: string; words: string; cells: Cell[] }[] }[]
}

const cells: Record<Answer, Cell> = {
  yes: { sign: '✓', words: '可以', tone: 'yes' },
  no: { sign: '－', words: '不可以', tone: 'no' },
  depends: { sign: '视', words: '视记录而定', tone: 'depends' },
}

/** All nouns with the words of each rule and what they mean for each position. */
export function matrixPage(nouns: readonly Noun[]): RightsPage {
  return {
    title: '权限一览',
    breadcrumb: [{ label: '人员' }, { label: '权限一览' }],
    head: {
      title: '权限一览',
      text: '按系统实际执行的规则列出。“视记录而定”是指还要看是不是本人、上级、本店铺或被指定的人；兼任职责在岗位之外增加相应权限。',
    },
    positions: POSITIONS.map((position) => dutyLabels[position]),
    legend: [cells.yes, cells.depends, cells.no],
    nouns: nouns.map((noun) => ({
      id: noun.key.replace('/', '-'),
      label: noun.label,
      lines: linesOf(noun).map(({ label, words, answers }) => ({
        label,
        words,
        cells: answers.map(({ answer }) => cells[answer]),
      })),
    })),
  }
}
