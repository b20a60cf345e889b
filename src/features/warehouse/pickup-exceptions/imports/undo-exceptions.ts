import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Import } from '../../../orders/imports/policy.ts'
import type { Undoing } from '../../../orders/imports/engine/undoing.ts'
import { pickupExceptions } from '../noun.ts'
import { closeUndone, followDeadlines } from './follow.ts'

/** Leaves `undo_exceptions`, because nothing tells afterwards which they were. */
async function plan(tx: Tx, row: Import): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE undo_exceptions ON COMMIT DROP AS
    SELECT DISTINCT row_id AS id FROM import_images WHERE import_id = ${row.id} AND table_name = 'pickup_exceptions'`
  await tx.$executeRaw`
    SELECT id FROM pickup_exceptions WHERE id IN (SELECT id FROM undo_exceptions) ORDER BY id FOR UPDATE`
}

async function whyNot(tx: Tx, row: Import): Promise<string | null> {
  const [done] = await tx.$queryRaw<{ number: string }[]>`
    SELECT e.platform_order_id AS number
    FROM undo_exceptions u JOIN pickup_exceptions e ON e.id = u.id
      JOIN history h ON h.noun = ${pickupExceptions.key} AND h.subject_id = e.id AND h.deed IN ('resolve', 'ship')
    WHERE h.id > (SELECT max(id) FROM history
      WHERE noun = 'orders/imports' AND subject_id = ${row.id} AND deed = 'finish') LIMIT 1`
  return done ? `订单 ${done.number} 的揽收异常在导入之后已经处理` : null
}

const ALL = Prisma.sql`SELECT id FROM undo_exceptions`

/** Exceptions that the import brought go, others become what they were; what somebody had to do about them follows. */
export const undoExceptions: Undoing = {
  noun: pickupExceptions.key,
  tables: [{ name: 'pickup_exceptions', key: 'id' }],
  plan,
  whyNot,
  async settle(act) {
    await closeUndone(act, ALL)
    await followDeadlines(act, ALL)
  },
}
