import { Conflict, FieldError } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { shops } from './noun.ts'
import type { Shop } from './policy.ts'

export type ShopInput = Pick<Shop, 'name' | 'platform'>

/** @throws FieldError for a name that another shop has */
export function openShop(act: Act, input: ShopInput): Promise<{ id: number }> {
  return uniqueName(() =>
    deed(act, async (act) => {
      const { id } = await door.create(shops, act, { ...input, createdAt: act.at })
      return { id }
    }),
  )
}

/** @throws FieldError for a name that another shop has */
export function editShop(act: Act, shop: Shop, input: ShopInput): Promise<unknown> {
  return uniqueName(() => door.edit(shops, act, shop, input))
}

/** Nothing new is begun for a closed shop; its people and records stay as they are. */
export async function closeShop(act: Act, shop: Shop): Promise<void> {
  await deed(act, async (act) => {
    if (shop.closedAt) throw new Conflict('这家店铺已经关闭。')
    await door.edit(shops, act, shop, { closedAt: act.at }, { deed: 'close' })
  })
}

export async function reopenShop(act: Act, shop: Shop): Promise<void> {
  await deed(act, async (act) => {
    if (!shop.closedAt) throw new Conflict('这家店铺正在营业。')
    await door.edit(shops, act, shop, { closedAt: null }, { deed: 'reopen' })
  })
}

async function uniqueName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new FieldError({ name: '已有同名店铺，请换一个名称' })
    }
    throw error
  }
}
