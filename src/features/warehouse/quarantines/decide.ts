import type { Duty } from '../../../actor.ts'
import { holds, personOf, system } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { MovementReason } from '../../../generated/prisma/enums.ts'
import { formatYuan } from '../../../lib/money.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { retryOutOfStock } from '../shipments/actions.ts'
import { demand } from '../../../work/nouns.ts'
import { lockPromises, post, transfer } from '../stock/ledger.ts'
import { quarantines } from './noun.ts'
import type { QuarantineCase } from './policy.ts'
import { worthOf, writeOffLimit } from './queries.ts'
import type { moves } from './workflow.ts'

type Move = keyof typeof moves

/** Why goods leave the books by a move. */
const leaving: Partial<Record<Move, MovementReason>> = {
  'return-to-supplier': 'SUPPLIER_RETURN',
  'write-off': 'WRITE_OFF',
  'approve-write-off': 'WRITE_OFF',
}

/**
 * Decides what becomes of goods that were set apart; parcels that wait for them get them back. Goods that are repaired
 * stay in quarantine on the books.
 * @throws Conflict when somebody decided before, and for a write-off that needs a second person
 */
export function decideQuarantine(
  act: Act,
  one: QuarantineCase,
  move: string,
  remark: string | null,
): Promise<void> {
  return decide(act, one, move, remark)
}

/**
 * Gives goods back to a supplier; they leave the books.
 * @throws FieldError for a supplier that isn't in use
 * @throws Conflict when somebody decided before
 */
export function returnToSupplier(
  act: Act,
  one: QuarantineCase,
  { supplierId, remark }: { supplierId: number; remark: string | null },
): Promise<void> {
  return deed(act, async (act) => {
    const supplier = await act.tx.supplier.findUnique({ where: { id: supplierId } })
    if (!supplier || supplier.archivedAt) throw new FieldError({ supplierId: '这个供应商已停用，请重新选择' })
    await decide(act, one, 'return-to-supplier', remark, { supplierId }, { supplier: [null, supplier.name] })
  })
}

function decide(
  act: Act,
  one: QuarantineCase,
  move: string,
  remark: string | null,
  given: Partial<QuarantineCase> = {},
  told: Record<string, [null, string]> = {},
): Promise<void> {
  return deed(act, async (act) => {
    demand(quarantines, act.actor, move, one)
    await lockPromises(act)
    const changes = { ...(await before(act, one, move as Move)), ...given }
    await door.move(quarantines, act, one, move, changes, { remark, changes: told })
    if (move === 'restock') await putBack(act, one)
    const reason = leaving[move as Move]
    if (reason) {
      const entry = { skuId: one.skuId, locationId: await heldAt(act, one), quantity: -one.quantity, reason }
      await post(act, { noun: quarantines.key, subjectId: one.id }, [entry])
    }
  })
}

/** Gives goods to somebody who repairs them, until a time. */
export function rework(
  act: Act,
  one: QuarantineCase,
  { remark, ...by }: { reworkedBy: string; reworkDueAt: Date; remark: string | null },
): Promise<QuarantineCase> {
  return door.move(quarantines, act, one, 'rework', by, { remark })
}

const NOT_ASKED = { writeOffFen: null, writeOffAskedById: null, approverDuty: null }

/** What a move changes in the case, beyond its state. */
async function before(act: OpenAct, one: QuarantineCase, move: Move): Promise<Partial<QuarantineCase>> {
  if (move === 'write-off') return { writeOffFen: await demandSmall(act, one) }
  if (move === 'ask-write-off') {
    return {
      writeOffFen: await worthOf(one, act.tx),
      writeOffAskedById: personOf(act.actor),
      approverDuty: approver(act),
    }
  }
  if (move === 'refuse-write-off' || move === 'withdraw-write-off') return NOT_ASKED
  if (move === 'end-rework') return { reworkedBy: null, reworkDueAt: null }
  return {}
}

/** Never the list of the one who asks. */
function approver({ actor }: OpenAct): Duty {
  return holds(actor, 'OPERATIONS_LEAD') ? 'OWNER' : 'OPERATIONS_LEAD'
}

async function demandSmall(act: OpenAct, one: QuarantineCase): Promise<number> {
  const [fen, yuan] = [await worthOf(one, act.tx), await writeOffLimit(act.tx)]
  if (fen === null) throw new Conflict('这个货品没有填成本，算不出金额：请用“申请报损”，由另一位主管批准。')
  if (fen > yuan * 100) {
    throw new Conflict(
      `货值 ${formatYuan(fen)} 元，超过可以直接报损的 ${yuan} 元：请用“申请报损”，由另一位主管批准。`,
    )
  }
  return fen
}

async function putBack(act: OpenAct, one: QuarantineCase): Promise<void> {
  const from = await heldAt(act, one)
  const document = { noun: quarantines.key, subjectId: one.id }
  await post(act, document, transfer(one.skuId, from, one.locationId, one.quantity, 'RESTOCK'))
  await retryOutOfStock({ ...act, actor: system('shipping') }, [one.skuId])
}

/** The quarantine location in which the case's goods lie, as its own movement says. */
async function heldAt(act: OpenAct, one: QuarantineCase): Promise<number> {
  const movement = await act.tx.stockMovement.findFirst({
    where: { noun: quarantines.key, subjectId: one.id, quantity: { gt: 0 } },
    select: { locationId: true },
  })
  if (!movement) throw new Conflict(`隔离单 ${one.number} 没有库存记录，请联系管理员核对。`)
  return movement.locationId
}
