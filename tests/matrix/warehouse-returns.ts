import { db } from '../../src/database/client.ts'
import { reportProblem } from '../../src/features/warehouse/quarantines/actions.ts'
import { arrive, returnParcel } from '../../src/features/warehouse/returns/actions.ts'
import { registerFault } from '../../src/features/warehouse/shipping-faults/actions.ts'
import { registerUnknown } from '../../src/features/warehouse/unknown-parcels/actions.ts'
import { crewOf, parcel } from '../features/warehouse/shipments/flow.ts'
import type { Cast } from '../setup/cast.ts'
import { actor } from '../setup/cast.ts'
import { NOW, stocked, warehouse } from '../setup/parcels.ts'
import { photo } from '../setup/returns.ts'
import { shippedParcel } from './warehouse-shipping.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY, OURS } from './words.ts'

const LEADS = ['owner', 'operations-lead'] as const
const STOREKEEPERS = ['warehouse-clerk', 'operations-lead'] as const
const SERVICE = ['service-lead', 'service-agent'] as const
/** Of the first shop: who hears from the buyer, or has the parcel in hand. */
const ANNOUNCERS = [...LEADS, 'operations-specialist', ...SERVICE, 'warehouse-clerk'] as const

/** A return of the first shop on the desk, nothing judged yet, with a picture. */
export async function arrivedReturn(cast: Cast): Promise<number> {
  const { id: shipmentId } = await shippedParcel(cast)
  const { clerk } = await crewOf(cast)
  const { id } = await returnParcel(clerk, shipmentId)
  await arrive(clerk, await db.return.findUniqueOrThrow({ where: { id } }))
  await photo('warehouse/returns', id)
  return id
}

/** A broken piece that the clerk has set apart, with a picture. */
async function brokenPiece(cast: Cast): Promise<number> {
  if (!(await db.location.findFirst({ where: { kind: 'QUARANTINE' } }))) await warehouse()
  const { clerk } = await crewOf(cast)
  const { id: skuId, locationId } = await stocked(3)
  const { id } = await reportProblem(clerk, { skuId, locationId, quantity: 1, reason: '破损' })
  await photo('warehouse/quarantines', id)
  return id
}

/** What comes back, what is set apart, and what was found wrong after it had left. */
export const warehouseReturns: Matrix = {
  'warehouse/returns': {
    situation: 'a parcel of the first shop that came back as a whole and lies on the desk',
    make: arrivedReturn,
    sees: OURS,
    may: {
      list: EVERYBODY,
      create: [...ANNOUNCERS, 'stranger'],
      receive: STOREKEEPERS,
      edit: ANNOUNCERS,
      follow: NOBODY,
      inspect: STOREKEEPERS,
      photograph: [...STOREKEEPERS, 'quality-inspector'],
      arrive: STOREKEEPERS,
      'withdraw-arrival': STOREKEEPERS,
      settle: STOREKEEPERS,
      cancel: ANNOUNCERS,
      expect: NOBODY,
    },
    when: {
      arrive: ['EXPECTED'],
      'withdraw-arrival': ['ARRIVED'],
      settle: ['ARRIVED'],
      cancel: ['EXPECTED'],
      expect: ['CANCELLED'],
    },
    doors: { ':findingId': '1', ':place': '1' },
  },
  'warehouse/unknown-parcels': {
    situation: 'a parcel that nobody expects, with a picture',
    make: async (cast) => {
      const { clerk } = await crewOf(cast)
      const said = { trackingNumber: 'YT5500000000001', carrier: null, note: '无寄件信息', goods: [] }
      const { id } = await registerUnknown(clerk, said)
      await photo('warehouse/unknown-parcels', id)
      return id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      edit: STOREKEEPERS,
      photograph: STOREKEEPERS,
      tie: [...ANNOUNCERS, 'stranger'],
      untie: NOBODY,
      keep: [...LEADS, 'service-lead'],
    },
    when: { tie: ['OPEN', 'UNCLAIMED'], untie: ['TIED'], keep: ['OPEN'] },
    doors: { ':place': '1' },
  },
  'warehouse/shipping-faults': {
    situation: 'a parcel of the first shop with a piece too few, charged to the clerk by the service agent',
    make: async (cast) => {
      const { id } = await shippedParcel(cast)
      const act = { actor: await actor(cast, 'service-agent'), at: NOW }
      const said = { kind: 'SHORT', step: null, description: '少一顶帽子', returnId: null } as const
      return (await registerFault(act, await parcel(id), said)).id
    },
    sees: OURS,
    may: {
      list: EVERYBODY,
      create: [...ANNOUNCERS, 'quality-inspector', 'stranger'],
      object: ['warehouse-clerk'],
      uphold: LEADS,
      withdraw: [...LEADS, 'service-agent'],
    },
    when: { object: ['CHARGED'], uphold: ['OBJECTED'], withdraw: ['CHARGED', 'OBJECTED', 'UPHELD'] },
  },
  'warehouse/quarantines': {
    situation: 'a broken piece that the clerk has set apart, with a picture',
    make: brokenPiece,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: [...STOREKEEPERS, 'quality-inspector'],
      photograph: [...STOREKEEPERS, 'quality-inspector'],
      restock: LEADS,
      rework: LEADS,
      'end-rework': LEADS,
      'return-to-supplier': LEADS,
      'write-off': LEADS,
      'ask-write-off': [...LEADS, 'warehouse-clerk'],
      'approve-write-off': LEADS,
      'refuse-write-off': LEADS,
      'withdraw-write-off': NOBODY,
    },
    when: {
      restock: ['OPEN', 'REWORKING'],
      rework: ['OPEN'],
      'end-rework': ['REWORKING'],
      'return-to-supplier': ['OPEN', 'REWORKING'],
      'write-off': ['OPEN', 'REWORKING'],
      'ask-write-off': ['OPEN', 'REWORKING'],
      'approve-write-off': ['WRITE_OFF_ASKED'],
      'refuse-write-off': ['WRITE_OFF_ASKED'],
      'withdraw-write-off': ['WRITE_OFF_ASKED'],
    },
    doors: { ':place': '1' },
  },
}
