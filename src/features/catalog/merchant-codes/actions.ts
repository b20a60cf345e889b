import { seesShop } from '../../../actor.ts'
import { orTaken } from '../../../database/unique.ts'
import { FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { demand } from '../../../work/nouns.ts'
import { skusBehind } from '../skus/queries.ts'
import { merchantCodes } from './noun.ts'
import type { MerchantCode } from './policy.ts'
import { inWords } from './queries.ts'

/** Pieces of a SKU in one unit of the code; the SKU as typed or scanned. */
export interface ComponentInput {
  sku: string
  quantity: number
  /** The form's field, for the sentence beside it. */
  field?: string
}

interface Component {
  skuId: number
  sku: string
  quantity: number
}

/**
 * Says what a shop's code means, from now on for every order that names it.
 * @throws FieldError when the shop has the code already, isn't the actor's, or a SKU isn't there
 */
export function defineCode(
  act: Act,
  input: { shopId: number; code: string; components: readonly ComponentInput[] },
): Promise<{ id: number }> {
  return orTaken('code', '这家店铺已经有这个商家编码', () =>
    deed(act, async (act) => {
      const { shopId, code } = input
      if (!seesShop(act.actor, shopId) || !(await act.tx.shop.findUnique({ where: { id: shopId } }))) {
        throw new FieldError({ shopId: '请选择您负责的店铺' })
      }
      const components = await resolve(act, input.components)
      const parts = components.map(({ skuId, quantity }) => ({ skuId, quantity }))
      // Written with the code itself, so that whoever hears of it finds what it means.
      const data = { shopId, code, createdAt: act.at, components: { create: parts } }
      const changes = { components: [null, inWords(components)] as [null, string] }
      const { id } = await door.create(merchantCodes, act, data, { changes })
      return { id }
    }),
  )
}

/** @throws FieldError when a SKU isn't there */
export async function redefineCode(
  act: Act,
  merchantCode: MerchantCode & { components: readonly Component[] },
  input: readonly ComponentInput[],
): Promise<void> {
  await deed(act, async (act) => {
    demand(merchantCodes, act.actor, 'edit', merchantCode)
    const components = await resolve(act, input)
    const merchantCodeId = merchantCode.id
    // Before the door, so that whoever hears of the change finds what the code means now.
    await act.tx.merchantCodeComponent.deleteMany({ where: { merchantCodeId } })
    await act.tx.merchantCodeComponent.createMany({
      data: components.map(({ skuId, quantity }) => ({ merchantCodeId, skuId, quantity })),
    })
    await door.edit(
      merchantCodes,
      act,
      merchantCode,
      {},
      { changes: { components: [inWords(merchantCode.components), inWords(components)] } },
    )
  })
}

/** Finds the SKUs; one that is named twice counts once with both quantities. */
async function resolve(act: OpenAct, input: readonly ComponentInput[]): Promise<Component[]> {
  const found = await skusBehind(
    act.tx,
    input.map(({ sku }) => sku),
  )
  const errors: Record<string, string> = {}
  const components = new Map<number, Component>()
  for (const { sku: text, quantity, field = '' } of input) {
    const sku = found.get(text)
    if (!sku) errors[field] = `没有编码或条码为“${text}”的 SKU`
    else if (!sku.inUse) errors[field] = `${sku.code} 已停用`
    else {
      const same = components.get(sku.skuId)
      components.set(sku.skuId, {
        skuId: sku.skuId,
        sku: sku.code,
        quantity: quantity + (same?.quantity ?? 0),
      })
    }
  }
  if (Object.keys(errors).length > 0) throw new FieldError(errors)
  return [...components.values()]
}
