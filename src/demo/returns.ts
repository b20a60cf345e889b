import { db } from '../database/client.ts'
import { directory } from '../features/people/staff/directory.ts'
import { rework } from '../features/warehouse/quarantines/actions.ts'
import { arrive, createReturn, judgePieces, settleReturn } from '../features/warehouse/returns/actions.ts'
import { registerFault } from '../features/warehouse/shipping-faults/actions.ts'
import { registerUnknown } from '../features/warehouse/unknown-parcels/actions.ts'
import { DAY_MS, HOUR_MS, addDays, dayOf, moment, plus } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { reasonAt } from './after-hours.ts'
import type { DemoTeam } from './team.ts'

/** What becomes of each return, the oldest first: how many days ago it was announced and how far it has come. */
const STORIES = [
  { daysAgo: 9, reason: '尺码不合适', defect: null, until: 'settled' },
  { daysAgo: 8, reason: '有破损', defect: '破损', until: 'settled' },
  { daysAgo: 8, reason: '七天无理由', defect: null, until: 'sent' },
  { daysAgo: 3, reason: '颜色与页面不符', defect: '色差', until: 'settled' },
  { daysAgo: 1, reason: '不喜欢', defect: null, until: 'arrived' },
  { daysAgo: 1, reason: '尺码不合适', defect: null, until: 'announced' },
] as const
type Story = (typeof STORIES)[number]

/** Goods that buyers send back, one parcel that nobody expects, and what was found wrong with two that had left. */
export async function takeReturns(team: DemoTeam, present: Date): Promise<void> {
  const act = async (number: string, at: Date): Promise<Act> => {
    const actor = await directory.actorOf(team.people.get(number) ?? 0)
    if (!actor) throw new Error(`${number} is not in the demo team`)
    return { actor, at }
  }
  const parcels = await db.shipment.findMany({
    where: { state: 'SHIPPED', shopId: team.shops.tmall, shippedAt: { lt: plus(present, -10 * DAY_MS) } },
    orderBy: { id: 'desc' },
    take: STORIES.length,
  })
  for (const [i, story] of STORIES.entries()) {
    const parcel = parcels[i]
    if (parcel) await tell(story, parcel.number, present, i, act)
  }
  const morning = moment(dayOf(present), 9 * 60 + 5)
  const today = morning < present ? morning : plus(present, -HOUR_MS)
  const unknown = { trackingNumber: 'SF1509261123456', carrier: '顺丰速运', goods: [] }
  await registerUnknown(await act('warehouse-clerk', today), {
    ...unknown,
    note: '内有一件灰色毛毯，没有寄件信息',
  })
  const [first, second] = parcels
  const said = { step: null, returnId: null }
  const lead = await act('operations-lead', today)
  if (first)
    await registerFault(lead, first, {
      ...said,
      kind: 'WRONG',
      description: '应发大号，实发小号，买家退回时发现',
    })
  if (second)
    await registerFault(lead, second, { ...said, kind: 'DAMAGED', description: '没有放气泡膜，到货时破损' })
}

async function tell(
  { daysAgo, reason, defect, until }: Story,
  parcel: string,
  present: Date,
  serial: number,
  act: (number: string, at: Date) => Promise<Act>,
): Promise<void> {
  const announced = moment(addDays(dayOf(present), -daysAgo), 11 * 60)
  const way = until === 'announced' ? null : `YT9900${String(100_000_000 + serial)}`
  const { id } = await createReturn(await act('operations-lead', announced), {
    order: parcel,
    carrier: way && '圆通速递',
    trackingNumber: way,
    reason,
    note: null,
    goods: [],
  })
  if (way) await db.return.update({ where: { id }, data: { shippedBackAt: plus(announced, 3 * HOUR_MS) } })
  if (until === 'announced' || until === 'sent') return
  const here = plus(announced, until === 'arrived' ? 4 * HOUR_MS : DAY_MS)
  const clerk = await act('warehouse-clerk', here)
  const row = await db.return.findUniqueOrThrow({ where: { id } })
  await arrive(clerk, row, await reasonAt('inbound', clerk.at))
  if (until === 'settled') await inspect({ ...clerk, at: plus(here, 2 * HOUR_MS) }, id, defect, act)
}

async function inspect(
  clerk: Act,
  id: number,
  defect: string | null,
  act: (number: string, at: Date) => Promise<Act>,
): Promise<void> {
  const lines = await db.returnLine.findMany({ where: { returnId: id }, orderBy: { id: 'asc' } })
  for (const { skuId, quantity } of lines) {
    const row = await db.return.findUniqueOrThrow({ where: { id } })
    const verdict = defect ? 'DEFECTIVE' : 'GOOD'
    await judgePieces(clerk, row, { verdict, skuId, quantity, reason: defect, locationId: null })
  }
  await settleReturn(clerk, await db.return.findUniqueOrThrow({ where: { id } }), null)
  const broken = await db.quarantineCase.findFirst({ where: { returnId: id, reason: '破损' } })
  if (!broken) return
  const reworkDueAt = plus(clerk.at, 12 * DAY_MS)
  const lead = await act('operations-lead', plus(clerk.at, HOUR_MS))
  await rework(lead, broken, { reworkedBy: '收纳箱供应商', reworkDueAt, remark: '补配件后送回' })
}
