import { reportIncident } from '../../src/features/warehouse/incidents/actions.ts'
import { createReceipt } from '../../src/features/warehouse/receipts/actions.ts'
import { registerVisit } from '../../src/features/warehouse/visits/actions.ts'
import { now } from '../../src/lib/dates.ts'
import { actor } from '../setup/cast.ts'
import { location, sku } from '../setup/goods.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY } from './words.ts'

const WATCHERS = ['owner', 'operations-lead', 'warehouse-clerk', 'quality-inspector'] as const
const STOREKEEPERS = ['warehouse-clerk', 'operations-lead'] as const

/** The warehouse is the company's: everybody looks, the clerk and the operations lead keep it. */
export const warehouseGoods: Matrix = {
  'warehouse/stock': {
    situation: 'a SKU that lies nowhere yet',
    make: async () => (await sku()).id,
    sees: EVERYBODY,
    may: { list: EVERYBODY, transfer: STOREKEEPERS, import: ['operations-lead', 'owner'] },
  },
  'warehouse/locations': {
    situation: 'a shelf in use, empty',
    make: async () => (await location()).id,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      edit: STOREKEEPERS,
      archive: STOREKEEPERS,
      restore: STOREKEEPERS,
      import: ['operations-lead'],
      'undo-import': NOBODY,
    },
  },
  'warehouse/receipts': {
    situation: 'a draft with one line',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
      const [goods, shelf] = [await sku(), await location()]
      const lines = [{ row: 1, sku: goods.code, quantity: 5, location: shelf.code }]
      return (await createReceipt(act, { kind: 'PURCHASE', source: null, note: null, lines })).id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      edit: STOREKEEPERS,
      post: STOREKEEPERS,
      void: STOREKEEPERS,
    },
    when: { post: ['DRAFT'], void: ['DRAFT'] },
    doors: { ':lineId': '1' },
  },
  'warehouse/visits': {
    situation: 'a visitor inside, let in by the warehouse clerk',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
      const visit = { visitor: '来客', organization: null, purpose: '维修货架', enteredAt: act.at }
      return (await registerVisit(act, { ...visit, hostId: cast.ids['warehouse-clerk'] })).id
    },
    sees: WATCHERS,
    may: { list: WATCHERS, create: STOREKEEPERS, edit: STOREKEEPERS, leave: STOREKEEPERS },
    when: { leave: ['INSIDE'] },
  },
  'warehouse/incidents': {
    situation: 'one that the warehouse clerk wrote down',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
      const incident = { kind: 'WATER' as const, place: 'A 区', description: '屋顶漏水', lossFen: null }
      return (await reportIncident(act, { ...incident, occurredAt: act.at })).id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: EVERYBODY,
      edit: [...STOREKEEPERS, 'owner'],
      resolve: ['operations-lead', 'owner'],
      reopen: [...STOREKEEPERS, 'owner'],
    },
    when: { resolve: ['OPEN'], reopen: ['RESOLVED'] },
  },
}
