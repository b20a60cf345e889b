import type { OpenAct, Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { FieldError } from '../../../errors.ts'
import { record } from '../../../work/history.ts'
import { demand } from '../../../work/nouns.ts'
import { locationsBehind } from '../locations/queries.ts'
import { post, transfer } from './ledger.ts'
import { stock } from './noun.ts'
import type { StockRow } from './queries.ts'

/** Pieces that are carried from one storage location to another; locations as typed or scanned. */
export interface TransferInput {
  from: string
  to: string
  quantity: number
  remark: string | null
}

/**
 * Moves pieces of a SKU between storage locations. Other kinds of locations have their own papers.
 * @throws FieldError for locations that aren't there or the same
 * @throws OutOfStock when the first doesn't hold as much, or has promised it to pick lists
 */
export async function transferStock(act: Act, sku: StockRow, input: TransferInput): Promise<void> {
  await deed(act, async (act) => {
    demand(stock, act.actor, 'transfer', sku)
    const { from, to } = await ends(act, input)
    await post(
      act,
      { noun: stock.key, subjectId: sku.id },
      transfer(sku.id, from.id, to.id, input.quantity, 'TRANSFER'),
    )
    const changes = {
      from: [null, from.code] as [null, string],
      to: [null, to.code] as [null, string],
      quantity: [null, input.quantity] as [null, number],
    }
    await record(act, [
      { noun: stock.key, subjectId: sku.id, deed: 'transfer', changes, remark: input.remark },
    ])
  })
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
