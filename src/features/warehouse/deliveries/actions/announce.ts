import { FieldError } from '../../../../errors.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Day } from '../../../../lib/dates.ts'
import { moment } from '../../../../lib/dates.ts'
import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { redateItems } from '../../../../work/items.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { deliveries } from '../noun.ts'
import type { Delivery } from '../policy.ts'
import type { NamedLine } from './named-lines.ts'
import { resolveSkus } from './named-lines.ts'

/** Goods that should come. */
export interface DeliveryInput {
  /** Null while nobody knows. */
  readonly supplierId: number | null
  /** The Shanghai day; null for goods that nobody announced. */
  readonly expectedOn: Day | null
  readonly note: string | null
  /** Pieces of SKUs; lines for the same SKU add up. */
  readonly lines: readonly { readonly skuId: number; readonly quantity: number }[]
}

/** The same with SKUs as people name them. */
export type NamedDelivery = Omit<DeliveryInput, 'lines'> & { readonly lines: readonly NamedLine[] }

/** The last minute of the day on which goods should come: whatever comes on that day is on time. */
const endOf = (day: Day | null): Date | null => (day === null ? null : moment(day, 24 * 60 - 1))

/**
 * Announces goods: for a restock proposal, or for whoever buys. Goods without an announced day are at the door already.
 * @throws FieldError for a supplier that isn't in use
 */
export function createDelivery(act: Act, input: DeliveryInput): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    const { supplierId, expectedOn, note } = input
    const supplier = await supplierNamed(act, supplierId)
    const lines = summed(input.lines)
    const { id, number } = await door.create(
      deliveries,
      act,
      {
        number: await nextNumber(act, 'DH'),
        supplierId,
        expectedBy: endOf(expectedOn),
        note,
        state: expectedOn === null ? 'ARRIVED' : 'EXPECTED',
        arrivedAt: expectedOn === null ? act.at : null,
        createdAt: act.at,
      },
      { changes: { supplier: [null, supplier], lines: [null, await inWords(act, lines)] } },
    )
    await writeLines(act, id, lines)
    return { id, number }
  })
}

/** @throws FieldError for SKUs that aren't there, line by line */
export function createDeliveryByCode(
  act: Act,
  input: NamedDelivery,
): Promise<{ id: number; number: string }> {
  return deed(act, async (act) =>
    createDelivery(act, { ...input, lines: await resolveSkus(act, input.lines) }),
  )
}

/**
 * Changes what is announced while nothing has come. The work item about it follows the day.
 * @throws FieldError for SKUs that aren't there, line by line, and without a day
 */
export async function editDelivery(act: Act, delivery: Delivery, input: NamedDelivery): Promise<void> {
  await deed(act, async (act) => {
    const { supplierId, expectedOn, note } = input
    if (expectedOn === null) throw new FieldError({ expectedOn: '请填写预计到货日' })
    const [before, lines] = [await linesNow(act, delivery.id), await resolveSkus(act, input.lines)]
    const names: [string | null, string | null] = [
      await supplierNamed(act, delivery.supplierId, 'was'),
      await supplierNamed(act, supplierId),
    ]
    const expectedBy = endOf(expectedOn)
    await door.edit(
      deliveries,
      act,
      delivery,
      { supplierId, expectedBy, note },
      {
        changes: { supplier: names, lines: [await inWords(act, before), await inWords(act, summed(lines))] },
      },
    )
    await act.tx.deliveryLine.deleteMany({ where: { deliveryId: delivery.id } })
    await writeLines(act, delivery.id, summed(lines))
    await followDay(act, delivery.id)
  })
}

/** Says from whom goods are that came without a word. @throws FieldError for a supplier that isn't in use */
export async function identifySupplier(act: Act, delivery: Delivery, supplierId: number): Promise<void> {
  await deed(act, async (act) => {
    const names: [string | null, string | null] = [
      await supplierNamed(act, delivery.supplierId, 'was'),
      await supplierNamed(act, supplierId),
    ]
    await door.edit(
      deliveries,
      act,
      delivery,
      { supplierId },
      { deed: 'identify', changes: { supplier: names } },
    )
  })
}

type SkuLine = DeliveryInput['lines'][number]

function summed(lines: readonly SkuLine[]): SkuLine[] {
  return [...groupBy(lines, ({ skuId }) => skuId)].map(([skuId, same]) => ({
    skuId,
    quantity: sumOf(same, ({ quantity }) => quantity),
  }))
}

async function writeLines(act: OpenAct, deliveryId: number, lines: readonly SkuLine[]): Promise<void> {
  await act.tx.deliveryLine.createMany({
    data: lines.map(({ skuId, quantity }) => ({ deliveryId, skuId, announced: quantity })),
  })
}

async function linesNow(act: OpenAct, deliveryId: number): Promise<SkuLine[]> {
  const lines = await act.tx.deliveryLine.findMany({ where: { deliveryId }, orderBy: { id: 'asc' } })
  return lines.map(({ skuId, announced }) => ({ skuId, quantity: announced }))
}

/** The name of a supplier; one that is chosen now must be in use. */
async function supplierNamed(
  act: OpenAct,
  id: number | null,
  when: 'now' | 'was' = 'now',
): Promise<string | null> {
  if (id === null) return null
  const supplier = await act.tx.supplier.findUnique({ where: { id } })
  if (!supplier || (when === 'now' && supplier.archivedAt)) {
    throw new FieldError({ supplierId: '请选择在用的供应商' })
  }
  return supplier.name
}

/** How many lines history spells out; longer deliveries are summed up. */
const SPELLED_OUT = 20

async function inWords(act: OpenAct, lines: readonly SkuLine[]): Promise<string> {
  const pieces = sumOf(lines, ({ quantity }) => quantity)
  if (lines.length > SPELLED_OUT) return `${lines.length} 行，共 ${pieces} 件`
  const skus = await act.tx.sku.findMany({
    where: { id: { in: lines.map(({ skuId }) => skuId) } },
    select: { id: true, code: true },
  })
  const codes = new Map(skus.map(({ id, code }) => [id, code]))
  return lines.map(({ skuId, quantity }) => `${codes.get(skuId)} × ${quantity}`).join('；')
}

/** The work item about a delivery that should come is due when the delivery is. */
async function followDay(act: OpenAct, deliveryId: number): Promise<void> {
  const due = Prisma.sql`
    SELECT id AS subject_id, 'EXPECTED' AS kind, expected_by AS due_at FROM deliveries WHERE id = ${deliveryId}`
  await redateItems(act, deliveries.key, due)
}
