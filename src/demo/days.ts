import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '../actor.ts'
import { db } from '../database/client.ts'
import { releaseAll } from '../features/orders/reviews/actions.ts'
import { findReviews } from '../features/orders/reviews/queries.ts'
import { directory } from '../features/people/staff/directory.ts'
import { createShipSheet } from '../features/warehouse/ship-sheets/actions.ts'
import { DAY_MS, addDays, dayOf, daysBetween, moment, plus, weekday } from '../lib/dates.ts'
import type { Day } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { bringFiles } from './bring.ts'
import { announceOn, receiveOn } from './deliveries.ts'
import { DemoDock } from './dock.ts'
import type { Chance } from './chance.ts'
import { countShelves } from './counting.ts'
import { orderItems, orderList, pickupExceptions } from './files.ts'
import { productFiles } from './listings.ts'
import type { DemoOrder } from './orders.ts'
import { ordersOf } from './orders.ts'
import { recallGoods } from './recall.ts'
import { newShelves } from './shelves.ts'
import type { DemoTeam, ShopKey } from './team.ts'

/** How many days of work the demo shows, the present one included. */
const DAYS = 21
/** Orders a shop gets on a usual day. */
const PER_DAY: Record<ShopKey, number> = { tmall: 6, taobao: 3 }
/** How long the files go back: long enough that what is under way is told again. */
const EXPORT_DAYS = 4
const SHOPS: readonly ShopKey[] = ['tmall', 'taobao']
/** Who brings a shop's files and tells the platform. */
const specialists: Record<ShopKey, string> = {
  tmall: 'operations-specialist',
  taobao: 'operations-specialist-2',
}

/** Three weeks up to the present, each day as its people would have worked it. */
export async function workThroughDays(team: DemoTeam, at: Date, chance: Chance): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-files-'))
  const days = new DemoDays(team, at, chance, folder)
  try {
    await days.offer(moment(addDays(dayOf(at), 1 - DAYS), 9 * 60 + 10))
    for (let back = DAYS - 1; back >= 0; back--) await days.work(addDays(dayOf(at), -back))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

class DemoDays {
  private readonly orders: DemoOrder[] = []
  private readonly dock: DemoDock

  constructor(
    private readonly team: DemoTeam,
    private readonly present: Date,
    private readonly chance: Chance,
    private readonly folder: string,
  ) {
    this.dock = new DemoDock((number, moment) => this.act(number, moment), present, chance)
  }

  /** What the shops offer is there before the first order, and the lead's list of the new shelves. */
  async offer(at: Date): Promise<void> {
    await bringFiles(await this.act('operations-lead', at), null, newShelves(), this.folder)
    for (const shop of SHOPS) {
      const act = await this.act(specialists[shop], at)
      await bringFiles(act, this.team.shops[shop], productFiles(shop, at), this.folder)
    }
  }

  /** A day: orders and goods come in, files are imported, reviewed, picked, packed and handed over. Sundays rest. */
  async work(day: Day): Promise<void> {
    for (const shop of SHOPS) {
      this.orders.push(
        ...ordersOf(day, shop, PER_DAY[shop] + this.chance.below(5), this.chance, this.present),
      )
    }
    const back = daysBetween(day, dayOf(this.present))
    await this.during(day, 9, 10, async (at) => announceOn(await this.act('operations-lead', at), back))
    await this.during(day, 9, 20, (at) => this.importFiles(at))
    await this.during(day, 9, 50, (at) => this.review(at))
    if (weekday(day) !== 7) {
      await this.during(day, 10, 15, (at) => this.dock.ship(at))
      await this.during(day, 11, 0, async (at) => receiveOn(await this.act('warehouse-clerk-2', at), back))
      if (this.isRecent(day)) {
        await this.during(day, 14, 30, (at) => this.importFiles(at))
        await this.during(day, 15, 0, (at) => this.dock.ship(at))
      }
      await this.during(day, 17, 30, (at) => this.handOver(at))
      await this.during(day, 18, 15, (at) => this.count(day, at))
      if (day === this.lastDayOfWork())
        await this.during(day, 18, 20, async (at) => recallGoods(await this.act('warehouse-clerk', at)))
    }
  }

  /** The last one that is over. */
  private lastDayOfWork(): Day {
    const yesterday = addDays(dayOf(this.present), -1)
    return weekday(yesterday) === 7 ? addDays(yesterday, -1) : yesterday
  }

  /** The last two days are worked as closely as they would be; before that one round a day tells the same story. */
  private isRecent(day: Day): boolean {
    return day >= addDays(dayOf(this.present), -1)
  }

  /** Does something at a time of the day, unless that is still to come. */
  private async during(
    day: Day,
    hour: number,
    minute: number,
    deed: (at: Date) => Promise<void>,
  ): Promise<void> {
    const at = moment(day, hour * 60 + minute)
    if (at < this.present) await deed(at)
  }

  private async act(number: string, at: Date): Promise<Act> {
    const id = this.team.people.get(number)
    const actor: Actor | null = id === undefined ? null : await directory.actorOf(id)
    if (!actor) throw new Error(`${number} is not in the demo team`)
    return { actor, at }
  }

  private async importFiles(at: Date): Promise<void> {
    const known = this.orders.filter(
      ({ orderedAt }) => orderedAt < at && orderedAt > plus(at, -EXPORT_DAYS * DAY_MS),
    )
    for (const shop of SHOPS) {
      const orders = known.filter((order) => order.shop === shop)
      if (orders.length === 0) continue
      const act = await this.act(specialists[shop], at)
      const warnings = this.isRecent(dayOf(at)) ? pickupExceptions(orders, at) : null
      const files = [orderList(orders, shop, at), orderItems(orders, at), ...(warnings ? [warnings] : [])]
      await bringFiles(act, this.team.shops[shop], files, this.folder)
    }
  }

  /** Service looks at held orders; a few always wait for an answer of the buyer. */
  private async review(at: Date): Promise<void> {
    const act = await this.act('service-agent-3', at)
    const held = await db.orderReview.findMany({ where: { state: 'HELD' }, select: { id: true } })
    const rows = await findReviews(
      act.actor,
      held.map(({ id }) => id).filter(() => !this.chance.percent(15)),
    )
    await releaseAll(act, rows)
  }

  /** Wednesdays a few shelves are counted in turn; yesterday's count waits for the lead, today's is half done. */
  private async count(day: Day, at: Date): Promise<void> {
    const yesterday = day === addDays(dayOf(this.present), -1)
    if (weekday(day) !== 3 && !yesterday) return
    const crew = {
      planner: await this.act('operations-lead', at),
      first: await this.act('warehouse-clerk', at),
      second: await this.act('warehouse-clerk-2', at),
    }
    await countShelves(crew, yesterday ? 'REVIEW' : 'POSTED')
  }

  /** The couriers come; the platform's side hears of it with the next file. */
  private async handOver(at: Date): Promise<void> {
    await this.dock.handOver(at)
    for (const shop of SHOPS) await this.during(dayOf(at), 17, 50, (later) => this.tellPlatform(shop, later))
  }

  /** The specialist uploads the batch-ship sheet: from now on the platform's files say shipped. */
  private async tellPlatform(shop: ShopKey, at: Date): Promise<void> {
    const untold = { state: 'SHIPPED', shipSheetId: null, shopId: this.team.shops[shop] } as const
    if ((await db.shipment.count({ where: untold })) === 0) return
    const { id } = await createShipSheet(await this.act(specialists[shop], at), this.team.shops[shop])
    const rows = await db.shipmentLine.findMany({
      where: { shipment: { shipSheetId: id } },
      select: {
        shipment: { select: { carrier: true, trackingNumber: true } },
        orderLine: { select: { order: { select: { platformOrderId: true } } } },
      },
    })
    for (const { shipment, orderLine } of rows) {
      const order = this.orders.find(({ number }) => number === orderLine?.order.platformOrderId)
      if (order)
        order.shipped = { at, carrier: shipment.carrier ?? '', waybill: shipment.trackingNumber ?? '' }
    }
  }
}
