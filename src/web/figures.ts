import type { Actor, Duty } from '../actor.ts'
import type { Figure } from './parts.ts'

/** A number on the home page of those who hold one of the duties. Departments offer them; `app.ts` hands them over. */
export interface HomeFigures {
  readonly duties: readonly Duty[]
  /** Read in one statement, as of the moment given. */
  read(actor: Actor, at: Date): Promise<Figure[]>
}
