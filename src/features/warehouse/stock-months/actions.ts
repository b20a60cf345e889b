import { personOf } from '../../../actor.ts'
import { Conflict } from '../../../errors.ts'
import type { Month } from '../../../lib/dates.ts'
import { addMonths, dayOf, moment, monthOf } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed, longDeed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { demand } from '../../../work/nouns.ts'
import { lockMonths, prove } from '../stock/ledger.ts'
import { checklist } from './checklist.ts'
import { freeze } from './freeze.ts'
import { stockMonths } from './noun.ts'
import type { StockMonth } from './policy.ts'

/** Makes the months that are over since the ledger began; each asks the lead to close it. */
export function beginMonths(act: Act): Promise<{ begun: number }> {
  return deed(act, async (act) => {
    // Of two who begin them at once the second finds them begun.
    await lockMonths(act)
    const [ledger] = await act.tx.$queryRaw<{ first: Date | null; last: Month | null }[]>`
      SELECT (SELECT at FROM stock_movements ORDER BY id LIMIT 1) AS first, (SELECT max(month) FROM stock_months) AS last`
    const missing = ledger?.first ? monthsOver(ledger.last, ledger.first, act.at) : []
    const made = await door.createAll(
      stockMonths,
      act,
      missing.map((month) => ({
        month,
        startsAt: moment(`${month}-01`),
        endsAt: moment(addMonths(`${month}-01`, 1)),
      })),
    )
    return { begun: made.length }
  })
}

/** The months after the last known one, or from the first movement on, that are over. */
export function monthsOver(last: Month | null, first: Date, at: Date): Month[] {
  const present = monthOf(dayOf(at))
  let month = last === null ? monthOf(dayOf(first)) : next(last)
  const found: Month[] = []
  while (month < present) {
    found.push(month)
    month = next(month)
  }
  return found
}

function next(month: Month): Month {
  return monthOf(addMonths(`${month}-01`, 1))
}

/**
 * Closes a month or opens the last closed one again.
 * @throws Conflict naming what is missing, or when somebody was faster
 */
export async function moveMonth(
  act: Act,
  month: StockMonth,
  move: string,
  remark: string | null,
): Promise<void> {
  await (move === 'close' ? closeMonth(act, month) : reopenMonth(act, month, remark))
}

/**
 * Freezes what the month came to. The ledger is proven first, while people go on posting; then nobody posts until the
 * month is frozen, and the frozen figures, with what has moved since, are compared with the balances once more.
 */
async function closeMonth(act: Act, month: StockMonth): Promise<void> {
  await longDeed(act, async (act) => {
    demand(stockMonths, act.actor, 'close', month)
    await demandReady(act, month)
    await demandProven(act)
    await lockMonths(act)
    await demandAsSeen(act, month)
    await demandReady(act, month)
    const closings = month.closings + 1
    const totals = await freeze(act, month, closings)
    await door.move(stockMonths, act, month, 'close', {
      closings,
      ...totals,
      closedAt: act.at,
      closedById: personOf(act.actor),
    })
    return null
  })
}

/** Whoever closed or opened it while this deed waited was faster. */
async function demandAsSeen(act: OpenAct, { id, month, version }: StockMonth): Promise<void> {
  const now = await act.tx.stockMonth.findUniqueOrThrow({ where: { id }, select: { version: true } })
  if (now.version !== version) throw new Conflict(`${month} 刚刚被别人处理过，请核对后再操作。`)
}

async function demandReady(act: OpenAct, month: StockMonth): Promise<void> {
  const missing = (await checklist(act.tx, month, act.at)).flatMap((check) => check.missing ?? [])
  if (missing.length === 0) return
  throw new Conflict(`还不能结账：${missing.map(({ text }) => text).join('；')}。`)
}

async function demandProven(act: OpenAct): Promise<void> {
  const { length } = await prove(act.tx)
  if (length > 0) throw new Conflict(`台账有 ${length} 处差异，请在“台账核对”里立即核对，查清以后再结账。`)
}

/** The frozen figures stay; closing again freezes new ones beside them. */
function reopenMonth(act: Act, month: StockMonth, remark: string | null): Promise<void> {
  return deed(act, async (act) => {
    await lockMonths(act)
    await demandLast(act, month)
    const nothing = { opening: null, incoming: null, outgoing: null, closing: null }
    await door.move(
      stockMonths,
      act,
      month,
      'reopen',
      { closedAt: null, closedById: null, ...nothing },
      { remark },
    )
  })
}

async function demandLast(act: OpenAct, { month }: StockMonth): Promise<void> {
  const later = await act.tx.stockMonth.findFirst({
    where: { state: 'CLOSED', month: { gt: month } },
    orderBy: { month: 'desc' },
  })
  if (later) throw new Conflict(`只能从最后一个已结账的月份反起，先反结 ${later.month}。`)
}
