import type { Screen } from './hand.ts'
import { isBusyOn, isScreen } from './hand.ts'
import type { Context } from './interpret/context.ts'
import type { Decision } from './interpret/decision.ts'
import { refuse } from './interpret/decision.ts'
import { interpretCount } from './interpret/count.ts'
import { interpretHandOver } from './interpret/hand-over.ts'
import { interpretPack } from './interpret/pack.ts'
import { interpretPick } from './interpret/pick.ts'
import { interpretProblem } from './interpret/problem.ts'
import { interpretReceive } from './interpret/receive.ts'
import { interpretTransfer } from './interpret/transfer.ts'
import { interpretReturns } from './interpret/returns.ts'
import type { Reading } from './interpret/reading.ts'
import { screens } from './screens.ts'

/**
 * What a scan means on a screen: pure, so that every case stands in one table of tests. Commands that lead
 * elsewhere mean the same everywhere; on the menu a number chooses, and a slip or wave opens its screen at once. Outside
 * the hours nothing is begun before the clerk has said that he means it; what is begun goes on.
 */
export function interpret(screen: Screen, context: Context, reading: Reading): Decision {
  const { asked } = context.hand
  if (asked?.kind === 'after-hours') {
    if (reading.command === 'confirm') return { do: 'work-after-hours', screen: asked.screen }
    if (reading.command === 'cancel') return { do: 'forget' }
  }
  const decision = within(screen, context, reading)
  const target = beginsOn(screen, decision)
  const hours = target === null ? undefined : screens[target].hours
  const closed = hours && context.closed[hours]
  if (target === null || closed === undefined || isBusyOn(context.hand, target)) return decision
  return { do: 'ask', question: { kind: 'after-hours', screen: target }, about: closed }
}

/** What it means within the hours. */
function within(screen: Screen, context: Context, reading: Reading): Decision {
  const { command, badge } = reading
  if (badge) return refuse('badge')
  if (command === 'lock') return { do: 'lock' }
  // 问题货品 pressed again leads back to the work from which it came; at the door it's about the pieces counted last.
  if (isScreen(command) && !(command === 'problem' && (screen === 'problem' || screen === 'receive')))
    return { do: 'go', screen: command }
  return interpreters[screen](context, reading)
}

const NOTHING_DONE: ReadonlySet<Decision['do']> = new Set<Decision['do']>([
  'refuse',
  'lock',
  'forget',
  'ready',
  'ask',
])

/** What opens a screen of its own, wherever it was scanned. */
const openedOn: Partial<Record<Decision['do'], Screen>> = {
  'open-parcel': 'pack',
  'open-wave': 'pick',
  'add-to-batch': 'hand-over',
  'open-delivery': 'receive',
  'open-return': 'returns',
}

/**
 * Where a decision begins something: the screen to go to, or the one on which something is done; null where nothing is.
 */
function beginsOn(screen: Screen, decision: Decision): Screen | null {
  if (NOTHING_DONE.has(decision.do)) return null
  if (decision.do === 'go') return decision.screen
  return openedOn[decision.do] ?? screen
}

const interpreters: Record<Screen, (context: Context, reading: Reading) => Decision> = {
  menu: interpretMenu,
  pick: interpretPick,
  pack: interpretPack,
  'hand-over': interpretHandOver,
  problem: interpretProblem,
  count: interpretCount,
  receive: interpretReceive,
  transfer: interpretTransfer,
  returns: interpretReturns,
}

/** The menu's entries by the number in front of them. */
export const MENU = [
  'pick',
  'pack',
  'hand-over',
  'problem',
  'receive',
  'transfer',
  'count',
  'returns',
] as const satisfies readonly Screen[]

function interpretMenu(context: Context, reading: Reading): Decision {
  const { number, found, command } = reading
  if (command) return refuse('nothing-asked')
  if (found?.kind === 'wave') return interpretPick(context, reading)
  if (found?.kind === 'delivery') return interpretReceive(context, reading)
  if (found?.kind === 'parcel') {
    return found.state === 'PACKED' ? interpretHandOver(context, reading) : interpretPack(context, reading)
  }
  if (found?.kind === 'sendback') return interpretReturns(context, reading)
  if (found?.kind === 'goods') return refuse('need-parcel', found.name)
  if (found?.kind === 'place') return found.count ? interpretCount(context, reading) : refuse('need-wave')
  if (number === null) return refuse('unknown')
  const screen = MENU[number - 1]
  return screen ? { do: 'go', screen } : refuse('not-offered')
}
