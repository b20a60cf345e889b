import { personOf } from '../../../actor.ts'
import { orTaken } from '../../../database/unique.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { skusBehind } from '../skus/queries.ts'
import { suppliers } from './noun.ts'
import type { Supplier } from './policy.ts'

export type SupplierInput = Pick<
  Supplier,
  'name' | 'contact' | 'phone' | 'messenger' | 'address' | 'leadDays' | 'note'
>

/** What a supplier asks for a SKU. */
export interface OfferInput {
  /** A SKU's code or barcode. */
  readonly sku: string
  /** Fen per piece; null: not agreed, or as before. */
  readonly priceFen: number | null
  /** Pieces. */
  readonly minimumQuantity: number
  /** The first choice among all who deliver the SKU; whoever was it before isn't any more. */
  readonly preferred: boolean
}

const TAKEN = '已有这个名称的供应商，请核对或写得更具体'

/** @throws FieldError for a name that another supplier has */
export function createSupplier(act: Act, input: SupplierInput): Promise<{ id: number }> {
  return orTaken('name', TAKEN, () =>
    deed(act, async (act) => {
      const { id } = await door.create(suppliers, act, { ...input, createdAt: act.at })
      return { id }
    }),
  )
}

/** @throws FieldError for a name that another supplier has */
export async function editSupplier(act: Act, supplier: Supplier, input: SupplierInput): Promise<void> {
  await orTaken('name', TAKEN, () => door.edit(suppliers, act, supplier, input))
}

/** Nothing more is bought there; what was bought stays. */
export async function archiveSupplier(act: Act, supplier: Supplier): Promise<void> {
  await deed(act, async (act) => {
    if (supplier.archivedAt) throw new Conflict('这家供应商已经停用。')
    await door.edit(suppliers, act, supplier, { archivedAt: act.at }, { deed: 'archive' })
  })
}

export async function restoreSupplier(act: Act, supplier: Supplier): Promise<void> {
  await deed(act, async (act) => {
    if (!supplier.archivedAt) throw new Conflict('这家供应商正在使用。')
    await door.edit(suppliers, act, supplier, { archivedAt: null }, { deed: 'restore' })
  })
}

/**
 * Notes that the supplier delivers a SKU, or on which terms from now on. A price that is another than before is kept
 * beside the former ones.
 * @throws FieldError for a SKU that isn't there
 */
export async function offerSku(act: Act, supplier: Supplier, input: OfferInput): Promise<void> {
  await orTaken('preferred', '刚刚有人把另一家设为首选，请核对', () =>
    deed(act, async (act) => {
      const sku = (await skusBehind(act.tx, [input.sku])).get(input.sku)
      if (!sku) throw new FieldError({ sku: `没有编码或条码为“${input.sku}”的 SKU` })
      const before = await offerOf(act, supplier.id, sku.skuId)
      const { minimumQuantity, preferred } = input
      await door.edit(
        suppliers,
        act,
        supplier,
        {},
        {
          deed: 'offer',
          changes: {
            offer: [before && inWords(sku.code, before), inWords(sku.code, input)],
            priceFen: [before?.priceFen ?? null, input.priceFen ?? before?.priceFen ?? null],
          },
        },
      )
      if (preferred) {
        await act.tx.supplierOffer.updateMany({ where: { skuId: sku.skuId }, data: { preferred: false } })
      }
      const { id } = await act.tx.supplierOffer.upsert({
        where: { supplierId_skuId: { supplierId: supplier.id, skuId: sku.skuId } },
        create: { supplierId: supplier.id, skuId: sku.skuId, minimumQuantity, preferred, createdAt: act.at },
        update: { minimumQuantity, preferred, endedAt: null },
      })
      if (input.priceFen !== null && input.priceFen !== before?.priceFen) {
        await act.tx.supplierPrice.create({
          data: { offerId: id, priceFen: input.priceFen, at: act.at, personId: personOf(act.actor) },
        })
      }
    }),
  )
}

/**
 * The supplier doesn't deliver the SKU any more; its prices stay.
 * @throws Conflict for what it doesn't deliver any more
 */
export async function endOffer(act: Act, supplier: Supplier, offerId: number): Promise<void> {
  await deed(act, async (act) => {
    const offer = await act.tx.supplierOffer.findFirst({
      where: { id: offerId, supplierId: supplier.id, endedAt: null },
      include: { sku: { select: { code: true } } },
    })
    if (!offer) throw new Conflict('这项供货已经停止。')
    const changes: Record<string, [string, null]> = { offer: [inWords(offer.sku.code, offer), null] }
    await door.edit(suppliers, act, supplier, {}, { deed: 'end-offer', changes })
    await act.tx.supplierOffer.update({ where: { id: offerId }, data: { endedAt: act.at, preferred: false } })
  })
}

interface Terms {
  readonly minimumQuantity: number
  readonly preferred: boolean
}

async function offerOf(
  act: OpenAct,
  supplierId: number,
  skuId: number,
): Promise<(Terms & { priceFen: number | null }) | null> {
  const offer = await act.tx.supplierOffer.findUnique({
    where: { supplierId_skuId: { supplierId, skuId } },
    include: { prices: { orderBy: { id: 'desc' }, take: 1, select: { priceFen: true } } },
  })
  return offer && { ...offer, priceFen: offer.prices[0]?.priceFen ?? null }
}

function inWords(code: string, { minimumQuantity, preferred }: Terms): string {
  return `${code}，${minimumQuantity} 件起订${preferred ? '，首选' : ''}`
}
