import type { Context, LyingGoods, LyingThere } from './context.ts'
import type { Decision } from './decision.ts'
import { isOtherClass } from '../../stock/put-away.ts'
import { refuse } from './decision.ts'
import type { PlaceFound, Reading } from './reading.ts'

/** From shelf to shelf: where goods lie, which and how many, and where they go. */
export function interpretTransfer(context: Context, { command, number, found }: Reading): Decision {
  const { lying } = context
  if (command) return commanded(context, command)
  if (found?.kind === 'parcel') return refuse('parcel-not-here', found.number)
  if (found?.kind === 'wave') return refuse('wave-not-here', found.number)
  if (found?.kind === 'delivery') return refuse('delivery-not-here', found.number)
  if (found?.kind === 'place') return place(context, found)
  if (!lying) return refuse(found || number !== null ? 'need-from' : 'unknown')
  if (number !== null) return more(context, lying, number)
  if (found?.kind === 'goods') return take(context, lying, found.skuId, found.quantity, found.name)
  return refuse('unknown')
}

function commanded({ hand: { asked, carried } }: Context, command: string): Decision {
  switch (command) {
    case 'confirm':
      return asked?.kind === 'move-wrong-class'
        ? { do: 'move-goods', locationId: asked.locationId }
        : refuse('nothing-asked')
    case 'cancel':
      if (asked) return { do: 'forget' }
      return carried ? { do: 'carry', carried: null } : refuse('nothing-open')
    case 'undo':
      if (!carried) return refuse('nothing-to-undo')
      return { do: 'carry', carried: carried.quantity > 0 ? { ...carried, skuId: null, quantity: 0 } : null }
    default:
      return { do: 'ready' }
  }
}

/** The first shelf is where goods are taken; with goods in hand, the next is where they're put. */
function place({ hand: { carried }, lying }: Context, found: PlaceFound): Decision {
  if (!found.storage) return refuse('not-storage', found.code)
  if (!carried || carried.quantity === 0 || !lying) {
    return { do: 'carry', carried: { from: found.id, skuId: null, quantity: 0 } }
  }
  if (found.id === carried.from) return refuse('same-shelf', found.code)
  const goods = lying.goods.find(({ skuId }) => skuId === carried.skuId)
  if (goods && isOtherClass(goods.goodsClass, found.goodsClass)) {
    return {
      do: 'ask',
      question: { kind: 'move-wrong-class', locationId: found.id },
      about: `${found.code} 放“${found.goodsClass}”，${goods.name} 是“${goods.goodsClass}”`,
    }
  }
  return { do: 'move-goods', locationId: found.id }
}

/** A typed number is so many pieces more of what's in hand, or of the only thing that lies there. */
function more(context: Context, lying: LyingThere, number: number): Decision {
  const { carried } = context.hand
  const only: LyingGoods | undefined = lying.goods.length === 1 ? lying.goods[0] : undefined
  const skuId = carried?.skuId ?? only?.skuId
  return skuId === undefined ? refuse('need-goods') : take(context, lying, skuId, number, '')
}

function take(
  { hand: { carried } }: Context,
  lying: LyingThere,
  skuId: number,
  quantity: number,
  name: string,
): Decision {
  const goods = lying.goods.find((one) => one.skuId === skuId)
  if (!goods) return refuse('not-lying', `${lying.location} 没有 ${name}。`)
  if (carried && carried.skuId !== null && carried.skuId !== skuId) {
    return refuse('other-goods', lying.goods.find((one) => one.skuId === carried.skuId)?.name ?? '')
  }
  const together = (carried?.quantity ?? 0) + quantity
  if (together > goods.free) return refuse('too-few', mostOf(lying, goods))
  return { do: 'carry', carried: { from: lying.locationId, skuId, quantity: together } }
}

function mostOf({ hidden, location }: LyingThere, { free }: LyingGoods): string {
  return hidden ? `${location} 正在盘点，账面件数不显示。` : `${location} 能移的有 ${free} 件。`
}
