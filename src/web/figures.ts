import type { Actor, Duty } from '../actor.ts'
import type { Figure } from './parts.ts'

/** A number on the home page of those who hold one of the duties. Departments offer them; `app.ts` hands them over. */
export interface HomeFigures {
  readonly duties: readonly Duty[]
  /** Read in one statement, as of the moment given. */
  read(actor: Actor, at: Date): Promise<Figure[]>
}

/** A share in percent as a figure; a dash while there's nothing to take a share of. */
export function rate(label: string, part: number, whole: number, hint: string): Figure {
  if (whole === 0) return { label, value: '—', hint }
  return { label, value: percent(part, whole), unit: '%', hint, tone: part < whole ? 'warning' : 'success' }
}

/** A share of something in percent, with one decimal: `98.5`. */
export function percent(part: number, whole: number): string {
  return ((part * 100) / whole).toFixed(1)
}
