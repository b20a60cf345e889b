import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { oversellAlarms } from './noun.ts'
import type { OversellAlarm } from './policy.ts'
import { soldOutListings } from './sold-out.ts'

/**
 * Every few minutes: raises an alarm for each listing that is on sale with nothing to ship, and ends those whose listing was
 * delisted or has goods again. One that operations keeps on sale isn't raised again until then.
 */
export function watchListings(act: Act): Promise<{ raised: number; ended: number }> {
  return deed(act, async (act) => {
    // One after the other: the second finds what the first has raised.
    await act.tx.$executeRaw`LOCK TABLE oversell_alarms IN SHARE ROW EXCLUSIVE MODE`
    const soldOut = await soldOutListings(act.tx)
    const standing = await act.tx.oversellAlarm.findMany({
      where: { state: { in: ['OPEN', 'KEPT'] } },
      include: { listing: { select: { status: true } } },
      orderBy: { id: 'asc' },
    })
    const still = new Set<number | null>(soldOut.map(({ listingId }) => listingId))
    const over = standing.filter(({ listingId }) => !still.has(listingId))
    const ended = { endedAt: act.at }
    const onSale = over.filter(({ listing }) => listing?.status === 'ON_SALE')
    await door.moveAll(oversellAlarms, act, onSale, 'restock', ended)
    const offSale = over.filter((one) => !onSale.includes(one))
    await door.moveAll(oversellAlarms, act, offSale, 'delist', ended)
    const known = new Set(standing.map(({ listingId }) => listingId))
    const raised = soldOut.filter(({ listingId }) => !known.has(listingId))
    await door.createAll(
      oversellAlarms,
      act,
      raised.map((one) => ({ ...one, state: 'OPEN' as const, createdAt: act.at })),
    )
    return { raised: raised.length, ended: over.length }
  })
}

/** The moves of an alarm that ask no more than a remark. */
export async function moveAlarm(
  act: Act,
  alarm: OversellAlarm,
  move: string,
  remark: string | null,
): Promise<void> {
  await door.move(oversellAlarms, act, alarm, move, {}, { remark })
}
