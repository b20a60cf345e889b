import { moveGoods } from '../../stock/actions.ts'
import type { LyingRow } from '../in-hand/lying.ts'
import { readLying } from '../in-hand/lying.ts'
import type { Decision } from '../interpret/decision.ts'
import { answer } from '../words.ts'
import type { Performed, Scene } from './performed.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

/** What is on its way from a shelf, as far as it's known. */
export async function carry(
  { act, inHand: { lying }, reading }: Scene,
  { carried }: Deed<'carry'>,
): Promise<Performed> {
  const hand = { screen: 'transfer' as const, carried }
  if (!carried) {
    return { outcome: answer('info', 'carry', reading.code, '已放回', '请扫移出的库位。'), hand }
  }
  const there = lying?.locationId === carried.from ? lying : await readLying(act.tx, carried.from)
  if (carried.skuId === null || !there) {
    return {
      outcome: answer('ok', 'carry', reading.code, `移出 ${there?.location ?? ''}`, lies(there)),
      hand,
    }
  }
  const goods = there.goods.find(({ skuId }) => skuId === carried.skuId)
  const text = `从 ${there.location} 移出。继续扫，或扫要放到的库位。`
  return {
    outcome: answer('ok', 'carry', reading.code, `${carried.quantity} 件 ${goods?.name ?? ''}`, text),
    hand,
  }
}

function lies(there: LyingRow | null): string {
  if (!there || there.goods.length === 0) return '这个库位是空的，请扫另一个。'
  const shown = there.goods.slice(0, 3).map(({ name, free }) => (there.hidden ? name : `${name} ${free} 件`))
  return `${shown.join('、')}${there.goods.length > 3 ? ' 等' : ''}。请扫货品。`
}

/** Puts the carried pieces on another shelf. */
export async function moveCarried(
  { act, inHand, reading }: Scene,
  { locationId }: Deed<'move-goods'>,
): Promise<Performed> {
  const { hand, lying } = inHand
  const { carried } = hand
  if (!carried || carried.skuId === null) throw new Error('moved goods without any in hand')
  const { skuId, quantity, from } = carried
  const { code } = await act.tx.location.findUniqueOrThrow({ where: { id: locationId } })
  await moveGoods(act, skuId, { from, to: locationId, quantity })
  const name = lying?.goods.find((one) => one.skuId === skuId)?.name ?? ''
  return {
    outcome: answer(
      'done',
      'move-goods',
      reading.code,
      `已放到 ${code}`,
      `${name} ${quantity} 件，来自 ${lying?.location ?? ''}。`,
      {
        goods: { skuId, quantity, locationId },
      },
    ),
    hand: { carried: { from, skuId: null, quantity: 0 } },
  }
}
