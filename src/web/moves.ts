import type { Actor } from '../actor.ts'
import type { Move, Moves } from '../lib/workflow.ts'
import { movesFrom } from '../lib/workflow.ts'
import type { Model, Noun, Subject } from '../work/nouns.ts'
import { deedLabel, whyNot } from '../work/nouns.ts'
import { program } from '../work/rules.ts'
import { formToken } from './form.ts'
import type { Action, Badge, PostAction } from './parts.ts'

/** A state as a badge. */
export function stateBadge(noun: Noun, state: string): Badge {
  const known = noun.workflow?.states[state]
  return known ? { label: known.label, tone: known.tone } : { label: state, tone: 'neutral' }
}

/** Whether something that can be archived is in use, as a badge. */
export function useBadge(archivedAt: Date | null): Badge {
  return archivedAt ? { label: '已停用', tone: 'neutral' } : { label: '在用', tone: 'success' }
}

/**
 * The moves that lead out of a record's state as buttons: those that the actor may not make are shown with the reason.
 * A move with a form of its own is a link to `<record>/<move>`.
 * @param without the key of a move that doesn't fit the record
 */
export function moveActions<Row extends Subject & { state: string }>(
  noun: Noun<Model, Row>,
  actor: Actor,
  row: Row,
  without?: string,
): Action[] {
  const moves: Moves<string> = noun.workflow?.moves ?? {}
  // What only the program does is nobody's button.
  const possible = movesFrom(moves, row.state).filter(
    (key) => key !== without && noun.policy[key] !== program,
  )
  return possible.flatMap((key) => moveAction(noun, actor, row, key, moves[key] as Move<string>))
}

function moveAction<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  row: Row,
  key: string,
  { label, asks, tone, confirm }: Move<string>,
): Action | [] {
  if (asks === 'elsewhere') return []
  const path = `/${noun.key}/${row.id}`
  const disabledBecause = whyNot(noun, actor, key, row)
  if (asks === 'form')
    return disabledBecause ? { label, disabledBecause, tone } : { label, href: `${path}/${key}`, tone }
  return {
    label,
    post: `${path}/moves/${key}`,
    token: formToken(),
    version: row.version,
    tone,
    asks,
    ...(disabledBecause ? { disabledBecause } : {}),
    ...(confirm ? { confirm: { title: label, text: confirm, submit: label } } : {}),
  }
}

/** A deed with a page of its own as a button, switched off with the reason where the actor may not. */
export function deedLink<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  row: Row | null,
  deed: string,
  href: string,
): Action {
  const label = deedLabel(noun, deed)
  const disabledBecause = whyNot(noun, actor, deed, row)
  return disabledBecause ? { label, disabledBecause } : { label, href }
}

/**
 * A deed that asks nothing as a button that is sent to `<record>/<deed>`, switched off with the reason where the actor
 * may not; `more` adds a question to answer first or a tone.
 */
export function deedButton<Row extends Subject>(
  noun: Noun<Model, Row>,
  actor: Actor,
  row: Row,
  deed: string,
  more: Partial<PostAction> = {},
): PostAction {
  const disabledBecause = whyNot(noun, actor, deed, row)
  return {
    label: deedLabel(noun, deed),
    post: `/${noun.key}/${row.id}/${deed}`,
    token: formToken(),
    version: row.version,
    ...(disabledBecause ? { disabledBecause } : {}),
    ...more,
  }
}
