import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { db } from '../../../src/database/client.ts'
import { decideQuarantine, reportProblem } from '../../../src/features/warehouse/quarantines/actions.ts'
import { judgePieces, returnParcel } from '../../../src/features/warehouse/returns/actions.ts'
import { moveFault, registerFault } from '../../../src/features/warehouse/shipping-faults/actions.ts'
import { crewOf, parcel } from '../../features/warehouse/shipments/flow.ts'
import { arrivedReturn } from '../../matrix/warehouse-returns.ts'
import { shippedParcel } from '../../matrix/warehouse-shipping.ts'
import type { Cast } from '../../setup/cast.ts'
import { location } from '../../setup/goods.ts'
import { NOW, stocked } from '../../setup/parcels.ts'
import { PICTURE } from '../../setup/picture.ts'
import type { Filling, Fillings } from './words.ts'

let team: Cast | undefined
let parcels = 0
let piece = ''

/** A parcel of the team that a courier has taken, none of which is back. */
async function sent(): Promise<string> {
  if (!team) return ''
  const { id } = await shippedParcel(team)
  return (await parcel(id)).number
}

/** A return on the desk with more pieces than any form names. */
async function large(cast: Cast): Promise<number> {
  const id = await arrivedReturn(cast)
  await db.returnLine.updateMany({ where: { returnId: id }, data: { quantity: 1_000_000 } })
  const line = await db.returnLine.findFirstOrThrow({ where: { returnId: id }, include: { sku: true } })
  piece = line.sku.code
  return id
}

async function expected(cast: Cast): Promise<number> {
  const { id } = await shippedParcel(cast)
  const { clerk } = await crewOf(cast)
  return (await returnParcel(clerk, id)).id
}

async function judged(cast: Cast): Promise<number> {
  const id = await large(cast)
  const { clerk } = await crewOf(cast)
  const line = await db.returnLine.findFirstOrThrow({ where: { returnId: id } })
  const said = { verdict: 'GOOD', skuId: line.skuId, quantity: 1, reason: null, locationId: null } as const
  await judgePieces(clerk, await db.return.findUniqueOrThrow({ where: { id } }), said)
  return id
}

const remember = async (cast: Cast): Promise<number> => {
  team = cast
  return arrivedReturn(cast)
}

/** A form for pictures: files have names that say nothing. */
const pictures: Filling = {
  files: {
    get photos() {
      const file = path.join(inject('server').folder, 'piece.png')
      writeFileSync(file, PICTURE)
      return file
    },
  },
}

/** Numbers of waybills are kept in one spelling; goods and orders are looked up and kept by their ids. */
const LOOKED_UP = ['order', 'goods', 'trackingNumber', 'code', 'sku', 'location', 'shipment']

/** Returns, parcels nobody expects, faults, and what is decided about goods that are set apart. */
export const returnForms: Fillings = {
  'POST /warehouse/returns': {
    make: remember,
    page: '/warehouse/returns/new',
    with: { order: sent, goods: '', trackingNumber: '' },
    drops: LOOKED_UP,
  },
  'POST /warehouse/returns/desk': {
    make: remember,
    page: '/warehouse/returns/desk',
    with: { code: sent },
    drops: LOOKED_UP,
  },
  'POST /warehouse/returns/:id': { make: expected, with: { trackingNumber: '' }, drops: LOOKED_UP },
  'POST /warehouse/returns/:id/findings': {
    make: large,
    with: { sku: () => piece, location: async () => (await location()).code, problem: '' },
    drops: LOOKED_UP,
  },
  'POST /warehouse/returns/:id/findings/:findingId/remove': { make: judged },
  'POST /warehouse/returns/:id/moves/:move': { make: expected },
  'POST /warehouse/returns/:id/photos': pictures,
  'POST /warehouse/shipments/:id/photos': pictures,
  'POST /warehouse/quarantines/:id/photos': pictures,
  'POST /warehouse/unknown-parcels/:id/photos': pictures,
  'POST /warehouse/unknown-parcels': { with: { goods: '', trackingNumber: '' }, drops: LOOKED_UP },
  'POST /warehouse/unknown-parcels/:id': { with: { goods: '', trackingNumber: '' }, drops: LOOKED_UP },
  'POST /warehouse/unknown-parcels/:id/tie': {
    make: async (cast) => {
      team = cast
      const { id } = await db.unknownParcel.create({
        data: { number: `WZ-${(parcels += 1)}`, createdAt: NOW },
      })
      return id
    },
    with: { code: sent },
    drops: LOOKED_UP,
  },
  'POST /warehouse/shipping-faults': {
    make: remember,
    page: '/warehouse/shipping-faults/new',
    with: { shipment: sent, kind: 'SHORT', returnId: '' },
    drops: [...LOOKED_UP, 'returnId'],
  },
  'POST /warehouse/shipping-faults/:id/moves/:move': {
    make: async (cast) => {
      const { id } = await shippedParcel(cast)
      const { clerk, lead } = await crewOf(cast)
      const said = { kind: 'SHORT', step: null, description: '少一件', returnId: null } as const
      const fault = await registerFault(lead, await parcel(id), said)
      await moveFault(clerk, fault, 'object', '不是我')
      return fault.id
    },
  },
  'POST /warehouse/quarantines/:id/moves/:move': {
    make: async (cast) => {
      const { clerk } = await crewOf(cast)
      const { id: skuId, locationId } = await stocked(3)
      const { id } = await reportProblem(clerk, { skuId, locationId, quantity: 1, reason: '破损' })
      const one = await db.quarantineCase.findUniqueOrThrow({ where: { id } })
      await decideQuarantine(clerk, one, 'ask-write-off', '没用了')
      return id
    },
  },
}
