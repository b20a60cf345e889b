import { randomUUID } from 'node:crypto'
import { issueBadge } from '../../src/features/warehouse/badges/actions.ts'
import { registerDevice } from '../../src/features/warehouse/devices/actions.ts'
import { now } from '../../src/lib/dates.ts'
import { hashToken } from '../../src/lib/tokens.ts'
import { PASSWORD, actor } from '../setup/cast.ts'
import type { Matrix } from './words.ts'

const ANSWERABLE = ['owner', 'operations-lead'] as const

/** Terminals and what opens them: leads answer for them, clerks work there. */
export const warehouseTerminal: Matrix = {
  'warehouse/devices': {
    situation: 'a terminal in use, registered by the operations lead',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const secret = randomUUID()
      return (await registerDevice(act, `终端 ${secret.slice(0, 8)}`, hashToken(secret))).id
    },
    sees: ANSWERABLE,
    may: {
      list: ANSWERABLE,
      create: ANSWERABLE,
      edit: ANSWERABLE,
      revoke: ANSWERABLE,
      'sign-in': ['warehouse-clerk'],
      'take-over': ['warehouse-clerk'],
      'after-hours': ['warehouse-clerk'],
      'sign-out': ['warehouse-clerk'],
    },
  },
  'warehouse/badges': {
    situation: 'the valid badge of the clerk',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const input = { personId: cast.ids['warehouse-clerk'], current: PASSWORD }
      return (await issueBadge(act, input, hashToken(randomUUID()))).id
    },
    sees: [...ANSWERABLE, 'warehouse-clerk'],
    may: {
      list: [...ANSWERABLE, 'warehouse-clerk'],
      create: ANSWERABLE,
      revoke: ANSWERABLE,
      pin: ['warehouse-clerk'],
    },
  },
}
