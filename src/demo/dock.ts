import { db } from '../database/client.ts'
import {
  checkPiece,
  finishPicking,
  handOverShipments,
  packShipment,
  releaseWave,
} from '../features/warehouse/shipments/actions.ts'
import { HOUR_MS, MINUTE_MS, dayOf, plus } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { reasonAt } from './after-hours.ts'
import type { Chance } from './chance.ts'

/** Where the demo's parcels are picked, packed and given to the couriers. */
export class DemoDock {
  private parcels = 0

  constructor(
    /** Somebody of the team, by employee number, at a moment. */
    private readonly actAt: (number: string, at: Date) => Promise<Act>,
    private readonly present: Date,
    private readonly chance: Chance,
  ) {}

  /** The lead releases a wave; a clerk picks and packs it. On the last day the newest wave is left on the desk. */
  async ship(at: Date): Promise<void> {
    const ready = await db.shipment.findMany({
      where: { state: 'READY' },
      orderBy: [{ shipBy: 'asc' }, { id: 'asc' }],
    })
    if (ready.length === 0) return
    const lead = await this.actAt('operations-lead', at)
    // On the last day some are left for the lead.
    const left = dayOf(at) === dayOf(this.present) ? 5 : 0
    const ids = ready.slice(0, Math.min(60, ready.length - left)).map(({ id }) => id)
    if (ids.length === 0) return
    const { wave } = await releaseWave(lead, ids, null)
    if (plus(at, 2 * HOUR_MS) > this.present) return
    const clerk = this.chance.percent(60) ? 'warehouse-clerk' : 'warehouse-clerk-2'
    const picked = await this.actAt(clerk, plus(at, 25 * MINUTE_MS))
    await finishPicking(picked, await db.wave.findUniqueOrThrow({ where: { id: wave.id } }), {
      remark: await reasonAt('outbound', picked.at),
    })
    await this.pack(clerk, wave.id, plus(at, 30 * MINUTE_MS))
  }

  private async pack(clerk: string, waveId: number, from: Date): Promise<void> {
    const parcels = await db.shipment.findMany({
      where: { waveId, state: 'PICKED' },
      include: { lines: true },
      orderBy: { id: 'asc' },
    })
    const act = await this.actAt(clerk, from)
    for (const [i, parcel] of parcels.entries()) {
      const packed = { ...act, at: plus(from, i * 2 * MINUTE_MS) }
      for (const { skuId, quantity } of parcel.lines) await checkPiece(packed, parcel.id, skuId, quantity)
      const { lines: _lines, ...shipment } = parcel
      await packShipment(packed, shipment, this.label())
    }
  }

  private label(): { trackingNumber: string; carrier: string } {
    const serial = String(++this.parcels).padStart(6, '0')
    return this.chance.percent(65)
      ? { trackingNumber: `78${String(2_604_000_000).slice(0, 6)}${serial}`, carrier: '中通快递' }
      : { trackingNumber: `YT76${String(2_604_000_000).slice(0, 5)}${serial}`, carrier: '圆通速递' }
  }

  /** The couriers come. */
  async handOver(at: Date): Promise<void> {
    const packed = await db.shipment.findMany({ where: { state: 'PACKED', packedAt: { lte: at } } })
    for (const carrier of new Set(packed.map((shipment) => shipment.carrier ?? ''))) {
      const act = await this.actAt('warehouse-clerk', at)
      const ids = packed.filter((shipment) => shipment.carrier === carrier).map(({ id }) => id)
      await handOverShipments(act, ids, carrier)
    }
  }
}
