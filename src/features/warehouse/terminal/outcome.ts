import type { DeliveryFault } from '../../../generated/prisma/enums.ts'

/** What the terminal answered to a scan: shown large, with a color, an icon and a sound of its own, until the next. */
export interface Outcome {
  /**
   * `ok` counted; `done` a task is finished; `info` nothing happened and nothing is wrong; `ask` it waits for an
   * answer; `wrong` the scan doesn't count.
   */
  readonly tone: Tone
  readonly title: string
  readonly text: string
  /** The code in its one spelling. */
  readonly code: string
  /** What was done, or why not: the key of the decision or refusal. */
  readonly did: string
  /** What of goods was done; negative where it was taken back. */
  readonly goods?: {
    readonly skuId: number
    readonly quantity: number
    readonly locationId?: number
    readonly fault?: DeliveryFault
  }
  /** The scan that this one took back. */
  readonly undoes?: string
}

export type Tone = 'ok' | 'done' | 'info' | 'ask' | 'wrong'

/** The screen's sign for each tone, so that color is never alone. Names of Tabler icons. */
export const toneIcons: Record<Tone, string> = {
  ok: 'check',
  done: 'circle-check',
  info: 'info-circle',
  ask: 'help-circle',
  wrong: 'x',
}
