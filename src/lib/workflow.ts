/**
 * The life of a noun as two tables: which moves there are and what each state is. Who may make a move stands in
 * the noun's policy, what it causes in its actions.
 */

/**
 * What a move wants to know before it happens: nothing, a remark that may or must be given, or more than
 * that: a form, action and door of its own. `elsewhere`: it's made by a deed on something else, a selection, the terminal,
 * or the program, so the record has no button for it.
 */
export type Asks = 'nothing' | 'remark?' | 'remark' | 'form' | 'elsewhere'

export interface Move<State extends string> {
  readonly from: readonly State[]
  readonly to: State
  /** The word on the button and in the timeline. */
  readonly label: string
  readonly asks: Asks
  /** How the button looks; `danger` is for what can't be undone. Default: neutral. */
  readonly tone?: 'primary' | 'danger'
  /** A question to answer with yes first, for moves that surprise. */
  readonly confirm?: string
}

/** All moves of a noun by their key, which is also the last part of their URL and stands in history for ever. */
export type Moves<State extends string> = Readonly<Record<string, Move<State>>>

/** The meaning of a state's colour; never its only sign. */
export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger'

interface StateWords {
  readonly label: string
  readonly tone: Tone
}

/**
 * All states of a noun. `Obligation` says what a state may demand beyond its words (see
 * `work/obligations.ts`): a state carries all that an obligation requires, or nothing of it.
 */
export type States<State extends string, Obligation = never> = Readonly<
  Record<
    State,
    [Obligation] extends [never]
      ? StateWords
      : StateWords & (Obligation | { readonly [Key in keyof Obligation]?: undefined })
  >
>

/** The states that a table of moves speaks of. */
export type StateOf<Table extends Moves<string>> =
  Table[keyof Table]['from'][number] | Table[keyof Table]['to']

/** The keys of the moves possible in a state, in the order of the table. */
export function movesFrom<Table extends Moves<string>>(
  moves: Table,
  state: StateOf<Table>,
): (keyof Table & string)[] {
  return Object.keys(moves).filter((move) => moves[move]?.from.includes(state))
}

/** Whether the table lets a move begin in a state. False for a key that names no move. */
export function canMove<Table extends Moves<string>>(
  moves: Table,
  move: string,
  state: StateOf<Table>,
): boolean {
  return Object.hasOwn(moves, move) && (moves[move]?.from.includes(state) ?? false)
}

/** Whether no move leads out of a state: the record's life is over there. */
export function isFinal<Table extends Moves<string>>(moves: Table, state: StateOf<Table>): boolean {
  return movesFrom(moves, state).length === 0
}

/** The states that can be reached from those in which records begin, these included. For the tests of tables. */
export function reachable<State extends string>(
  moves: Moves<State>,
  beginnings: readonly State[],
): Set<State> {
  const found = new Set(beginnings)
  // A set iterates over what is added meanwhile.
  for (const state of found) {
    for (const move of Object.values(moves)) if (move.from.includes(state)) found.add(move.to)
  }
  return found
}
