import type { InHand } from '../in-hand.ts'
import type { TurnRow } from '../in-hand/turn.ts'
import type { Waiting } from '../queries.ts'

/** A location being counted: what was found there, and never what should be. */
export interface CountView {
  view: 'count'
  waiting: string
  turn: null | {
    location: string
    number: string
    round: string
    pieces: string
    asked: string[]
    tallies: { name: string; variant: string; code: string; pieces: string; current: boolean }[]
  }
}

export function countView({ hand, turn }: InHand, { places, nextPlace }: Waiting): CountView {
  const gone = hand.open.count !== undefined && !turn
  const next = nextPlace === null ? '' : `下一个 ${nextPlace}。`
  return {
    view: 'count',
    waiting: gone
      ? '这个库位已由别人接手，或盘点已结束。请扫下一个库位。'
      : places > 0
        ? `还有 ${places} 个库位要盘。${next}`
        : '没有要盘的库位',
    turn: turn && turnView(turn, hand.tallied),
  }
}

function turnView(turn: TurnRow, current: number | null): NonNullable<CountView['turn']> {
  return {
    location: turn.location,
    number: turn.number,
    round: turn.round > 1 ? '复盘' : '初盘',
    pieces: String(turn.tallies.reduce((sum, { quantity }) => sum + quantity, 0)),
    asked: turn.asked.map(({ code, name }) => `${code} ${name}`),
    tallies: turn.tallies.map(({ skuId, code, name, color, size, quantity }) => ({
      name,
      variant: [color, size].filter(Boolean).join(' · '),
      code,
      pieces: String(quantity),
      current: skuId === current,
    })),
  }
}
