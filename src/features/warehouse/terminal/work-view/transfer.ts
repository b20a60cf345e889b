import type { InHand } from '../in-hand.ts'
import type { StepView } from './problem.ts'

/** Goods on their way from shelf to shelf. */
export interface TransferView {
  view: 'transfer'
  steps: StepView[]
  location: string
  /** Without figures while the place is being counted. */
  goods: { code: string; name: string; free: string | null; current: boolean }[]
}

export function transferView({ hand: { carried }, lying }: InHand): TransferView {
  const goods = lying?.goods.find(({ skuId }) => skuId === carried?.skuId)
  const some = (carried?.quantity ?? 0) > 0
  return {
    view: 'transfer',
    steps: [
      { label: '移出库位', value: lying?.location ?? '', current: !lying },
      { label: '货品', value: goods?.name ?? '', current: lying !== null && !some },
      { label: '件数', value: some ? `${carried?.quantity} 件` : '', current: false },
      { label: '移入库位', value: '', current: some },
    ],
    location: lying?.location ?? '',
    goods: (lying?.goods ?? []).map(({ skuId, code, name, free }) => ({
      code,
      name,
      free: lying?.hidden ? null : String(free),
      current: skuId === carried?.skuId,
    })),
  }
}
