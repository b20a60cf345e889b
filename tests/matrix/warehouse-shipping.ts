import { db } from '../../src/database/client.ts'
import { createShipSheet } from '../../src/features/warehouse/ship-sheets/actions.ts'
import {
  handOverShipments,
  planShipments,
  releaseWave,
} from '../../src/features/warehouse/shipments/actions.ts'
import type { Crew } from '../features/warehouse/shipments/flow.ts'
import { checkAll, crewOf, packOne, pickOne } from '../features/warehouse/shipments/flow.ts'
import type { Cast } from '../setup/cast.ts'
import { order, pickupException, program, stocked, warehouse } from '../setup/parcels.ts'
import { photo } from '../setup/returns.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY, OURS } from './words.ts'

/** Leads of the shop and the owner. */
const LEADS = ['owner', 'operations-lead'] as const
const OPERATIONS = ['owner', 'operations-lead', 'operations-specialist'] as const
const CLERK = ['warehouse-clerk'] as const
/** Whoever holds a duty may, in whichever shop; what he then reaches is his own shop's. */
const SPECIALISTS = [...OPERATIONS, 'stranger'] as const

/** A parcel of the first shop that waits for its wave: two SKUs, one order. */
export async function readyParcel(cast: Cast): Promise<number> {
  if (!(await db.location.findFirst({ where: { kind: 'PACKED' } }))) await warehouse()
  const [coat, hat] = [await stocked(5), await stocked(5)]
  const lines = [coat, hat].map(({ code }) => ({ code, quantity: 2 }))
  const { id } = await order(lines, { shopId: cast.shopId })
  await planShipments(program, { orderIds: [id] })
  const parcel = await db.shipment.findFirstOrThrow({
    where: { lines: { some: { orderLine: { orderId: id } } } },
  })
  return parcel.id
}

async function inWave(cast: Cast): Promise<{ id: number; waveId: number; crew: Crew }> {
  const id = await readyParcel(cast)
  const crew = await crewOf(cast)
  const { wave } = await releaseWave(crew.lead, [id], null)
  return { id, waveId: wave.id, crew }
}

/** A parcel at the packing table. */
export async function pickedParcel(cast: Cast): Promise<number> {
  const { id, crew } = await inWave(cast)
  await pickOne(crew, id)
  return id
}

/** A parcel that waits for the courier. */
export async function packedParcel(cast: Cast): Promise<number> {
  const { id, crew } = await inWave(cast)
  await pickOne(crew, id)
  await checkAll(crew.clerk, id)
  await packOne(crew, id)
  return id
}

/** A parcel that a courier has taken. */
export async function shippedParcel(cast: Cast): Promise<{ id: number; handOverId: number }> {
  const id = await packedParcel(cast)
  const { clerk } = await crewOf(cast)
  const { handOver } = await handOverShipments(clerk, [id], '圆通速递')
  return { id, handOverId: handOver?.id ?? 0 }
}

/** The only parcel of which the platform hasn't been told. */
export async function untoldParcel(cast: Cast): Promise<number> {
  const others = { shopId: cast.shopId, state: 'SHIPPED', shipSheetId: null, confirmedAt: null } as const
  if (await db.shipment.findFirst({ where: others })) await createShipSheet(program, cast.shopId)
  return (await shippedParcel(cast)).id
}

/** Parcels from planning to the courier: operations decide what goes, the lead when, the clerk does it. */
export const warehouseShipping: Matrix = {
  'warehouse/shipments': {
    situation: 'a parcel of the first shop that waits for its wave, with a picture',
    make: async (cast) => {
      const id = await readyParcel(cast)
      await photo('warehouse/shipments', id)
      return id
    },
    sees: OURS,
    may: {
      list: EVERYBODY,
      plan: SPECIALISTS,
      retry: SPECIALISTS,
      edit: NOBODY,
      split: OPERATIONS,
      combine: OPERATIONS,
      gift: OPERATIONS,
      check: CLERK,
      settle: OPERATIONS,
      sheet: OPERATIONS,
      unbind: [...OPERATIONS, 'warehouse-clerk'],
      photograph: ['warehouse-clerk', 'operations-lead', 'quality-inspector'],
      import: NOBODY,
      'undo-import': NOBODY,
      release: LEADS,
      'leave-wave': LEADS,
      'finish-picking': CLERK,
      pack: CLERK,
      unpack: CLERK,
      'hand-over': CLERK,
      confirm: NOBODY,
      'run-out': NOBODY,
      refill: NOBODY,
      stop: [...OPERATIONS, 'service-lead', 'service-agent', 'warehouse-clerk'],
      resume: OPERATIONS,
      'resume-picking': OPERATIONS,
      join: OPERATIONS,
      cancel: OPERATIONS,
    },
    when: {
      release: ['READY'],
      'leave-wave': ['PICKING'],
      'finish-picking': ['PICKING'],
      pack: ['PICKED'],
      unpack: ['PACKED'],
      'hand-over': ['PACKED'],
      confirm: ['SHIPPED'],
      'run-out': ['READY', 'PICKING', 'PICKED', 'STOPPED'],
      refill: ['OUT_OF_STOCK'],
      stop: ['PICKING', 'PICKED', 'PACKED'],
      resume: ['STOPPED'],
      'resume-picking': ['STOPPED'],
      join: ['READY'],
      cancel: ['READY', 'OUT_OF_STOCK', 'STOPPED'],
    },
    doors: { ':place': '1' },
  },
  'warehouse/waves': {
    situation: 'a wave with one parcel of the first shop, nobody has begun to pick',
    make: async (cast) => (await inWave(cast)).waveId,
    sees: OURS,
    may: {
      list: EVERYBODY,
      create: LEADS,
      'take-over': CLERK,
      finish: CLERK,
      cancel: LEADS,
    },
    when: { finish: ['PICKING'], cancel: ['PICKING'] },
  },
  'warehouse/hand-overs': {
    situation: 'a courier has taken one parcel of the first shop',
    make: async (cast) => (await shippedParcel(cast)).handOverId,
    sees: OURS,
    may: { list: EVERYBODY, create: CLERK },
  },
  'warehouse/ship-sheets': {
    situation: 'a sheet of the first shop that the platform has not confirmed',
    make: async (cast) => {
      await untoldParcel(cast)
      const { specialist } = await crewOf(cast)
      return (await createShipSheet(specialist, cast.shopId)).id
    },
    sees: OURS,
    may: {
      list: EVERYBODY,
      create: SPECIALISTS,
      download: OPERATIONS,
      confirm: NOBODY,
      void: OPERATIONS,
    },
    when: { confirm: ['WAITING'], void: ['WAITING'] },
  },
  'warehouse/pickup-exceptions': {
    situation: 'an order of the first shop that the courier has not picked up',
    make: async (cast) => (await pickupException(cast.shopId)).id,
    sees: OURS,
    may: {
      list: EVERYBODY,
      import: NOBODY,
      'undo-import': NOBODY,
      resolve: [...OPERATIONS, 'warehouse-clerk'],
      ship: NOBODY,
      reopen: NOBODY,
    },
    when: { resolve: ['OPEN'], ship: ['OPEN'], reopen: ['RESOLVED'] },
  },
}
