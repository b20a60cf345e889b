import { deliveries } from '../deliveries/noun.ts'
import { returns } from '../returns/noun.ts'
import { shipments } from '../shipments/noun.ts'
import { waves } from '../waves/noun.ts'
import type { Command } from './commands.ts'
import type { Hand, Screen } from './hand.ts'
import type { Hours } from '../stock/hours.ts'
import type { InHand } from './in-hand.ts'
import { TURNS } from './turns.ts'

/** What is the same about every screen. */
interface ScreenWords {
  readonly label: string
  /** The keys of use on it, in the order shown; all others work too. */
  readonly keys: readonly Command[]
  /** What it waits for before anything was scanned. */
  prompt(inHand: InHand): string
  /** The hours in which it's used; outside of them it asks. */
  readonly hours?: Hours
  /** What its scans are about, where that isn't told by the scan itself. */
  readonly noun?: string
  /** The other screen whose open paper its scans are about. */
  readonly about?: Screen
  /** What lies open on it, when somebody else comes: `left` for him, `kept` for who locked the terminal. */
  readonly unfinished?: { readonly left: string; readonly kept: string }
}

export const screens: Record<Screen, ScreenWords> = {
  menu: { label: '菜单', keys: ['lock'], prompt: () => '请选择，或直接扫发货单、波次号' },
  pick: {
    label: '拣货',
    keys: ['confirm', 'cancel', 'undo', 'problem', 'menu', 'lock'],
    prompt: ({ wave }) => (wave ? '请扫库位' : '请扫波次号'),
    hours: 'outbound',
    noun: waves.key,
    unfinished: { left: '有一个波次没有拣完', kept: '手上的波次已保留' },
  },
  pack: {
    label: '验货打包',
    keys: ['cancel', 'undo', 'next', 'problem', 'menu', 'lock'],
    prompt: ({ parcel }) => (parcel ? '请扫商品' : '请扫发货单'),
    hours: 'outbound',
    noun: shipments.key,
    unfinished: { left: '有一个包裹没有打完', kept: '手上的包裹已保留' },
  },
  'hand-over': {
    label: '交接快递',
    keys: ['confirm', 'cancel', 'undo', 'menu', 'lock'],
    prompt: () => '请扫包裹上的快递面单',
    hours: 'outbound',
  },
  problem: {
    label: '问题货品',
    keys: ['confirm', 'cancel', 'undo', 'menu', 'lock'],
    prompt: () => '请扫问题货品的条码',
    about: 'pack',
  },
  returns: {
    label: '退货验收',
    keys: ['confirm', 'cancel', 'undo', 'next', 'menu', 'lock'],
    prompt: ({ returned, unknown }) =>
      returned ? '请扫退回的商品' : unknown ? '请扫里面的商品' : '请扫退回包裹的运单',
    hours: 'inbound',
    noun: returns.key,
    unfinished: { left: '有一张退货单没有验完', kept: '手上的退货单已保留' },
  },
  count: {
    label: '盘点',
    keys: ['confirm', 'cancel', 'undo', 'menu', 'lock'],
    prompt: ({ turn }) => (turn ? '请扫商品' : '请扫库位'),
    noun: TURNS,
    unfinished: { left: '有一个库位没有盘完', kept: '手上的库位已保留' },
  },
  receive: {
    label: '收货验收',
    keys: ['confirm', 'cancel', 'undo', 'next', 'problem', 'menu', 'lock'],
    prompt: ({ delivery }) => (delivery ? '请扫货品' : '请扫到货单'),
    hours: 'inbound',
    noun: deliveries.key,
    unfinished: { left: '有一张到货单没有验收完', kept: '手上的到货单已保留' },
  },
  transfer: {
    label: '移库',
    keys: ['confirm', 'cancel', 'undo', 'menu', 'lock'],
    prompt: ({ hand }) => (hand.carried ? '请扫货品' : '请扫移出的库位'),
  },
}

/** What a clerk leaves at the terminal, in words for the next one and for himself; null where nothing lies there. */
export function unfinished({ open, batch, carried }: Hand): { left: string; kept: string } | null {
  const screen = (['pack', 'pick', 'receive', 'count', 'returns'] as const).find(
    (one) => open[one] !== undefined,
  )
  const words = screen && screens[screen].unfinished
  if (words) return words
  if (carried && carried.quantity > 0) return { left: '有货没有放好', kept: '手上要移库的货已保留' }
  if (batch.length === 0) return null
  return { left: `有 ${batch.length} 件包裹没有交接完`, kept: `已扫的 ${batch.length} 件交接包裹已保留` }
}
