import type { Screen } from './hand.ts'
import { isScreen } from './hand.ts'
import type { Context } from './interpret/context.ts'
import type { Decision } from './interpret/decision.ts'
import { refuse } from './interpret/decision.ts'
import { interpretHandOver } from './interpret/hand-over.ts'
import { interpretPack } from './interpret/pack.ts'
import { interpretPick } from './interpret/pick.ts'
import { interpretProblem } from './interpret/problem.ts'
import { interpretReceive } from './interpret/receive.ts'
import { interpretTransfer } from './interpret/transfer.ts'
import type { Reading } from './interpret/reading.ts'

/**
 * What a scan means on a screen: pure, so that every case stands in one table of tests. Commands that lead
 * elsewhere mean the same everywhere; on the menu a number chooses, and a slip or wave opens its screen at once.
 */
export function interpret(screen: Screen, context: Context, reading: Reading): Decision {
  const { command, badge } = reading
  if (badge) return refuse('badge')
  if (command === 'lock') return { do: 'lock' }
  // 问题货品 pressed again leads back to the work from which it came; at the door it's about the pieces counted last.
  if (isScreen(command) && !(command === 'problem' && (screen === 'problem' || screen === 'receive')))
    return { do: 'go', screen: command }
  return interpreters[screen](context, reading)
}

const interpreters: Record<Screen, (context: Context, reading: Reading) => Decision> = {
  menu: interpretMenu,
  pick: interpretPick,
  pack: interpretPack,
  'hand-over': interpretHandOver,
  problem: interpretProblem,
  receive: interpretReceive,
  transfer: interpretTransfer,
}

/** The menu's entries by the number in front of them. */
export const MENU = [
  'pick',
  'pack',
  'hand-over',
  'problem',
  'receive',
  'transfer',
] as const satisfies readonly Screen[]

function interpretMenu(context: Context, reading: Reading): Decision {
  const { number, found, command } = reading
  if (command) return refuse('nothing-asked')
  if (found?.kind === 'wave') return interpretPick(context, reading)
  if (found?.kind === 'delivery') return interpretReceive(context, reading)
  if (found?.kind === 'parcel') {
    return found.state === 'PACKED' ? interpretHandOver(context, reading) : interpretPack(context, reading)
  }
  if (found?.kind === 'goods') return refuse('need-parcel', found.name)
  if (found?.kind === 'place') return refuse('need-wave')
  if (number === null) return refuse('unknown')
  const screen = MENU[number - 1]
  return screen ? { do: 'go', screen } : refuse('not-offered')
}
