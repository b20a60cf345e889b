import { orTaken } from '../../../database/unique.ts'
import { Conflict } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { record } from '../../../work/history.ts'
import { products } from './noun.ts'
import type { Product } from './policy.ts'

export type ProductInput = Pick<
  Product,
  'code' | 'name' | 'role' | 'category' | 'brand' | 'fabric' | 'description'
>

const TAKEN = '这个货号已被使用，请核对或换一个'

/** @throws FieldError for a code that another product has */
export function createProduct(act: Act, input: ProductInput): Promise<{ id: number }> {
  return orTaken('code', TAKEN, () =>
    deed(act, async (act) => {
      const { id } = await door.create(products, act, { ...input, createdAt: act.at })
      return { id }
    }),
  )
}

/** @throws FieldError for a code that another product has */
export async function editProduct(act: Act, product: Product, input: ProductInput): Promise<void> {
  await orTaken('code', TAKEN, () => door.edit(products, act, product, input))
}

/** Takes a product and with it all its SKUs out of every choice; what refers to them stays. */
export async function archiveProduct(act: Act, product: Product): Promise<void> {
  await deed(act, async (act) => {
    if (product.archivedAt) throw new Conflict('这个货品已经停用。')
    await door.edit(products, act, product, { archivedAt: act.at }, { deed: 'archive' })
  })
}

export async function restoreProduct(act: Act, product: Product): Promise<void> {
  await deed(act, async (act) => {
    if (!product.archivedAt) throw new Conflict('这个货品正在使用。')
    await door.edit(products, act, product, { archivedAt: null }, { deed: 'restore' })
  })
}

/**
 * Notes that goods of these SKUs' products have been received and accepted, the first time that it happens. Whoever brings
 * goods in calls it; it asks for no right of its own and leaves the products' versions to those who write about them.
 */
export async function acceptFirst(act: OpenAct, skuIds: readonly number[]): Promise<void> {
  const products = await act.tx.$queryRaw<{ id: number }[]>`
    UPDATE products SET first_accepted_at = ${act.at}::timestamptz
    WHERE first_accepted_at IS NULL AND id IN (SELECT product_id FROM skus WHERE id = ANY(${[...skuIds]}::int[]))
    RETURNING id`
  await record(
    act,
    products.map(({ id }) => ({
      noun: 'catalog/products',
      subjectId: id,
      deed: 'accept-first',
      changes: { firstAcceptedAt: [null, act.at.toISOString()] },
    })),
  )
}
