import type { OpenAct, Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import { record } from '../../../work/history.ts'
import { demand } from '../../../work/nouns.ts'
import { locationsBehind } from '../locations/queries.ts'
import { post, transfer } from './ledger.ts'
import { stock } from './noun.ts'
import { wrongClassWords, wrongClasses } from './put-away.ts'
import type { StockRow } from './queries.ts'

/** Pieces that are carried from one storage location to another; locations as typed or scanned. */
export interface TransferInput {
  from: string
  to: string
  quantity: number
  remark: string | null
  /** Also to a place for goods of another class. */
  despiteClass: boolean
}

/** Pieces that are carried from one storage location to another; locations by their ids. */
export interface Carried {
  from: number
  to: number
  quantity: number
}

/**
 * The same at the terminal, where the clerk has seen among which goods they come to lie.
 * @throws OutOfStock when the first doesn't hold as much, or has promised it to pick lists
 */
export async function moveGoods(act: Act, skuId: number, { from, to, quantity }: Carried): Promise<void> {
  await deed(act, async (act) => {
    const sku = await act.tx.sku.findUniqueOrThrow({ where: { id: skuId } })
    demand(stock, act.actor, 'transfer', sku)
    const found = await act.tx.location.findMany({ where: { id: { in: [from, to] }, kind: 'STORAGE' } })
    const [here, there] = [from, to].map((id) => found.find((one) => one.id === id))
    if (!here || !there || from === to) throw new Conflict('这两个库位之间不能移库。')
    await carry(act, sku.id, here, there, { quantity, remark: null })
  })
}

/**
 * Moves pieces of a SKU between storage locations. Other kinds of locations have their own papers.
 * @throws FieldError for locations that aren't there, the same, or for goods of another class without `despiteClass`
 * @throws OutOfStock when the first doesn't hold as much, or has promised it to pick lists
 */
export async function transferStock(act: Act, sku: StockRow, input: TransferInput): Promise<void> {
  await deed(act, async (act) => {
    demand(stock, act.actor, 'transfer', sku)
    const { from, to } = await ends(act, input)
    const [wrong] = input.despiteClass
      ? []
      : await wrongClasses(act.tx, [{ skuId: sku.id, locationId: to.id }])
    if (wrong) throw new FieldError({ to: wrongClassWords(wrong) })
    await carry(act, sku.id, from, to, input)
  })
}

async function carry(
  act: OpenAct,
  skuId: number,
  from: End,
  to: End,
  { quantity, remark }: Pick<TransferInput, 'quantity' | 'remark'>,
): Promise<void> {
  await post(
    act,
    { noun: stock.key, subjectId: skuId },
    transfer(skuId, from.id, to.id, quantity, 'TRANSFER'),
  )
  const changes = {
    from: [null, from.code] as [null, string],
    to: [null, to.code] as [null, string],
    quantity: [null, quantity] as [null, number],
  }
  await record(act, [{ noun: stock.key, subjectId: skuId, deed: 'transfer', changes, remark }])
}

interface End {
  id: number
  code: string
}

async function ends(act: OpenAct, input: TransferInput): Promise<{ from: End; to: End }> {
  const found = await locationsBehind(act.tx, [input.from, input.to])
  const errors: Record<string, string> = {}
  for (const name of ['from', 'to'] as const) {
    const location = found.get(input[name])
    if (!location) errors[name] = `没有库位 ${input[name]}`
    else if (location.kind !== 'STORAGE') errors[name] = `${location.code} 不是存储库位`
  }
  const [from, to] = [found.get(input.from), found.get(input.to)]
  if (from && from.id === to?.id) errors['to'] = '移出和移入是同一个库位'
  if (!from || !to || Object.keys(errors).length > 0) throw new FieldError(errors)
  return { from, to }
}
