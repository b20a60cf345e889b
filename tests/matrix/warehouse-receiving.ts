import { db } from '../../src/database/client.ts'
import { countPieces, createDelivery } from '../../src/features/warehouse/deliveries/actions.ts'
import { now } from '../../src/lib/dates.ts'
import { actor } from '../setup/cast.ts'
import { location, sku, supplier } from '../setup/goods.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY } from './words.ts'

const STOREKEEPERS = ['warehouse-clerk', 'operations-lead'] as const
/** Nobody holds the duty 采购 in the cast, so it's the lead's and the owner's. */
const BUYERS = ['owner', 'operations-lead'] as const
const BOTH = ['owner', 'operations-lead', 'warehouse-clerk'] as const

/** Who buys announces goods and settles what is wrong with them; who keeps the warehouse takes them in. */
export const warehouseReceiving: Matrix = {
  'warehouse/deliveries': {
    situation: 'five announced pieces at the door, counted, not posted yet',
    make: async (cast) => {
      if (!(await db.location.findFirst({ where: { kind: 'QUARANTINE' } }))) await location('QUARANTINE')
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const [shelf, { id: supplierId }] = [await location(), await supplier()]
      const goods = await sku({ homeLocationId: shelf.id })
      const lines = [{ skuId: goods.id, quantity: 5 }]
      const { id } = await createDelivery(act, { supplierId, expectedOn: null, note: null, lines })
      await countPieces(act, id, { skuId: goods.id, quantity: 5, fault: null })
      return id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: BOTH,
      edit: BUYERS,
      identify: BOTH,
      arrive: STOREKEEPERS,
      inspect: STOREKEEPERS,
      'receive-part': STOREKEEPERS,
      'receive-disputed': STOREKEEPERS,
      'receive-all': STOREKEEPERS,
      settle: BUYERS,
      'close-short': BUYERS,
      cancel: BUYERS,
    },
    when: {
      arrive: ['EXPECTED', 'PARTLY_RECEIVED'],
      'receive-part': ['ARRIVED'],
      'receive-disputed': ['ARRIVED'],
      'receive-all': ['ARRIVED'],
      settle: ['DISPUTED'],
      'close-short': ['PARTLY_RECEIVED'],
      cancel: ['EXPECTED', 'ARRIVED'],
    },
  },
}
