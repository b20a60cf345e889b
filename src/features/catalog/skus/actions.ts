import type { Tx } from '../../../database/client.ts'
import { orTaken } from '../../../database/unique.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { skus } from './noun.ts'
import type { Sku } from './policy.ts'
import type { BarcodeRow, SkuRow } from './queries.ts'

export type SkuInput = Pick<Sku, 'code' | 'color' | 'size' | 'weight'>

/** Where a SKU lies and what a gun reads on it. */
export interface PlaceInput {
  /** A storage location's code. */
  homeLocation: string | null
  barcodes: readonly BarcodeRow[]
}

const TAKEN = '这个 SKU 编码已被使用，请核对或换一个'

/**
 * A new SKU of the product with a code.
 * @throws FieldError for a code or barcode that something else has, or a product or location that isn't one
 */
export function createSku(
  act: Act,
  input: { product: string } & SkuInput & PlaceInput,
): Promise<{ id: number }> {
  return orTaken('code', TAKEN, () =>
    deed(act, async (act) => {
      const productId = await productOf(act.tx, input.product)
      await demandCodeFree(act.tx, input.code)
      const { code, color, size, weight } = input
      const home = await homeOf(act.tx, input.homeLocation)
      const { id } = await door.create(
        skus,
        act,
        { productId, code, color, size, weight, homeLocationId: home, createdAt: act.at },
        { changes: placeChanges(null, input) },
      )
      await replaceBarcodes(act, { id, code }, input.barcodes)
      return { id }
    }),
  )
}

/** @throws FieldError for a code that something else has */
export async function editSku(act: Act, sku: Sku, input: SkuInput): Promise<void> {
  await orTaken('code', TAKEN, () =>
    deed(act, async (act) => {
      await demandCodeFree(act.tx, input.code, sku.id)
      await door.edit(skus, act, sku, input)
    }),
  )
}

/** @throws FieldError for a barcode that another SKU has, or a location that isn't one */
export async function placeSku(act: Act, sku: SkuRow, input: PlaceInput): Promise<void> {
  await orTaken('barcodes', '条码刚刚被登记到别的 SKU，请核对', () =>
    deed(act, async (act) => {
      const homeLocationId = await homeOf(act.tx, input.homeLocation)
      const changes = placeChanges(sku, input)
      await door.edit(skus, act, sku, { homeLocationId }, { deed: 'place', changes })
      await replaceBarcodes(act, sku, input.barcodes)
    }),
  )
}

/** What a piece costs, in fen; null: unknown. */
export async function setCost(act: Act, sku: Sku, costFen: number | null): Promise<void> {
  const changes = { costFen: [sku.costFen, costFen] as [number | null, number | null] }
  await door.edit(skus, act, sku, { costFen }, { deed: 'cost', changes })
}

/** Takes a SKU out of every choice; what refers to it stays, its stock too. */
export async function archiveSku(act: Act, sku: Sku): Promise<void> {
  await deed(act, async (act) => {
    if (sku.archivedAt) throw new Conflict('这个 SKU 已经停用。')
    await door.edit(skus, act, sku, { archivedAt: act.at }, { deed: 'archive' })
  })
}

export async function restoreSku(act: Act, sku: Sku): Promise<void> {
  await deed(act, async (act) => {
    if (!sku.archivedAt) throw new Conflict('这个 SKU 正在使用。')
    await door.edit(skus, act, sku, { archivedAt: null }, { deed: 'restore' })
  })
}

/** One scan must mean one thing: a code is no barcode of another SKU, and a barcode no other SKU's code. */
async function demandCodeFree(tx: Tx, code: string, ownId?: number): Promise<void> {
  const other = await tx.barcode.findUnique({ where: { code }, select: { sku: true } })
  if (other && other.sku.id !== ownId)
    throw new FieldError({ code: `这个编码是 ${other.sku.code} 的条码，请换一个` })
  const same = await tx.sku.findUnique({ where: { code }, select: { id: true } })
  if (same && same.id !== ownId) throw new FieldError({ code: TAKEN })
}

async function replaceBarcodes(
  act: OpenAct,
  sku: Pick<Sku, 'id' | 'code'>,
  barcodes: readonly BarcodeRow[],
): Promise<void> {
  const codes = barcodes.map(({ code }) => code)
  const others = await act.tx.$queryRaw<{ code: string; sku: string }[]>`
    SELECT b.code, s.code AS sku FROM barcodes b JOIN skus s ON s.id = b.sku_id
      WHERE b.code = ANY(${codes}) AND b.sku_id <> ${sku.id}
    UNION ALL SELECT code, code FROM skus WHERE code = ANY(${codes}) AND id <> ${sku.id}`
  const [other] = others
  if (other) throw new FieldError({ barcodes: `${other.code} 已经是 ${other.sku} 的条码或编码` })
  await act.tx.barcode.deleteMany({ where: { skuId: sku.id } })
  await act.tx.barcode.createMany({
    data: barcodes.map(({ code, quantity }) => ({ code, quantity, skuId: sku.id })),
  })
}

async function productOf(tx: Tx, code: string): Promise<number> {
  const product = await tx.product.findUnique({ where: { code } })
  if (!product) throw new FieldError({ product: `没有货号 ${code}` })
  if (product.archivedAt) throw new FieldError({ product: `货品 ${code} 已停用，不能再新增 SKU` })
  return product.id
}

/** The id of the storage location with a code; null for none. */
async function homeOf(tx: Tx, code: string | null): Promise<number | null> {
  if (code === null) return null
  const home = await tx.location.findUnique({ where: { code: code.normalize('NFKC').toUpperCase() } })
  if (!home || home.archivedAt) throw new FieldError({ homeLocation: `没有库位 ${code}` })
  if (home.kind !== 'STORAGE') throw new FieldError({ homeLocation: `${code} 不是存储库位` })
  return home.id
}

function placeChanges(
  before: SkuRow | null,
  { homeLocation, barcodes }: PlaceInput,
): Record<'homeLocation' | 'barcodes', [string | null, string | null]> {
  return {
    homeLocation: [before?.homeLocation ?? null, homeLocation],
    barcodes: [before ? inWords(before.barcodes) : null, inWords(barcodes)],
  }
}

function inWords(barcodes: readonly BarcodeRow[]): string {
  return barcodes
    .map(({ code, quantity }) => (quantity === 1 ? code : `${code}（${quantity} 件）`))
    .join('、')
}
