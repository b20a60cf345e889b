import { db } from '../../../src/database/client.ts'
import {
  planShipments,
  splitShipment,
  stopShipment,
} from '../../../src/features/warehouse/shipments/actions.ts'
import { crewOf, parcel } from '../../features/warehouse/shipments/flow.ts'
import { pickedParcel, readyParcel, shippedParcel, untoldParcel } from '../../matrix/warehouse-shipping.ts'
import type { Cast } from '../../setup/cast.ts'
import { location } from '../../setup/goods.ts'
import { order, program, stocked } from '../../setup/parcels.ts'
import type { Fillings } from './words.ts'

let team: Cast | undefined

/** A parcel that waits for its wave, so that the list has something to choose. */
async function waiting(cast: Cast): Promise<number> {
  team = cast
  return readyParcel(cast)
}

/** What is chosen is a parcel of its own each time: it's used up by the deed. */
async function another(): Promise<string[]> {
  return team ? [String(await readyParcel(team))] : []
}

/** Two parcels to one address. */
async function joinable(): Promise<string[]> {
  if (!team) return []
  const coat = await stocked(9)
  const to = { shopId: team.shopId, joinHash: `home ${coat.code}` }
  const { id } = await order([{ code: coat.code, quantity: 2 }], to)
  await planShipments(program, { orderIds: [id] })
  const whole = await db.shipment.findFirstOrThrow({
    where: { lines: { some: { orderLine: { orderId: id } } } },
    include: { lines: true },
  })
  const part = await splitShipment(program, whole, [{ lineId: whole.lines[0]?.id ?? 0, quantity: 1 }])
  return [String(whole.id), String(part.id)]
}

const READY = '/warehouse/shipments?part=ready'

/** Parcels, waves, sheets and quarantine. */
export const shippingForms: Fillings = {
  'POST /warehouse/shipments/cancel': {
    make: waiting,
    page: READY,
    with: { ids: another, remark: '不发了' },
  },
  'POST /warehouse/shipments/join': {
    make: waiting,
    page: READY,
    with: { ids: joinable },
    drops: ['remark'],
  },
  'POST /warehouse/shipments/:id/gift': {
    with: { sku: async () => (await stocked(200)).code },
    drops: ['sku'],
  },
  'POST /warehouse/shipments/:id/settle': {
    make: async (cast) => {
      const { id } = await shippedParcel(cast)
      await db.order.updateMany({
        where: { lines: { some: { shipmentLines: { some: { shipmentId: id } } } } },
        data: { trackingNumber: 'YT0000000000001' },
      })
      return id
    },
    with: { remark: '平台录错' },
  },
  'POST /warehouse/shipments/:id/unbind': {
    make: async (cast) => {
      const id = await readyParcel(cast)
      const label = { trackingNumber: `YT${7700000000000 + id}`, carrier: '圆通速递' }
      await db.shipment.update({ where: { id }, data: label })
      return id
    },
  },
  'POST /warehouse/shipments/:id/moves/:move': {
    make: async (cast) => {
      const id = await pickedParcel(cast)
      const { specialist } = await crewOf(cast)
      await stopShipment(specialist, await parcel(id), '等买家确认')
      return id
    },
  },
  'POST /warehouse/waves': { make: waiting, page: READY, with: { ids: another } },
  'POST /warehouse/shipments/:id/split': { with: { quantity1: '1' } },
  'POST /warehouse/ship-sheets': { make: untoldParcel },
  'POST /warehouse/quarantines': {
    with: {
      sku: async () => {
        const coat = await stocked(9999)
        shelf = (await db.location.findUniqueOrThrow({ where: { id: coat.locationId } })).code
        return coat.code
      },
      location: () => shelf,
      problem: '破损',
    },
    drops: ['sku', 'location', 'problem', 'detail'],
    make: async () => (await location()).id,
  },
}

let shelf = ''
