import type { Store } from './engine/store.ts'
import type { ProductRow } from './kinds/products.ts'
import { products } from './kinds/products.ts'
import { parseSkuProps } from './kinds/sku-props.ts'
import type { StoredKind } from './stored-kind.ts'
import { picked, storedKind } from './stored-kind.ts'

/** One SKU in a staged row. Price in fen. */
type StagedSku = Pick<
  ProductRow,
  | 'platformSkuId'
  | 'merchantCode'
  | 'priceFen'
  | 'quantity'
  | 'properties'
  | 'propertyPairs'
  | 'specification'
  | 'barcode'
>

const OF_SKU = [
  'merchantCode',
  'priceFen',
  'quantity',
  'properties',
  'propertyPairs',
  'specification',
  'barcode',
] as const satisfies readonly (keyof StagedSku)[]

/** The fields that the text with all SKUs of an item gives. */
const IN_ONE_TEXT = ['merchantCode', 'priceFen', 'quantity', 'propertyPairs']

const OF_ITEM = ['title', 'outerCode', 'categoryName'] as const satisfies readonly (keyof ProductRow)[]

/**
 * How product files are stored: a staged row has the item's fields, its SKUs as JSON in `skus`, whether these are all
 * that a row of the file tells of the item in `whole`, and whether the row is one SKU in `single`. The store's fields of
 * SKUs are given as `sku.merchantCode` and so on.
 */
export function storedProducts(store: Store): StoredKind {
  return storedKind<ProductRow>({
    kind: products,
    personal: [],
    store,
    givenBy(has) {
      const ofSku = has.has('skuProps') ? IN_ONE_TEXT : OF_SKU.filter((name) => has.has(name))
      return [...has, ...(has.has('status') ? ['platformStatus'] : []), ...ofSku.map((name) => `sku.${name}`)]
    },
    stage(row, { has }) {
      const single = isSku(row, has)
      const skus = single ? [skuOf(row)] : allOf(row)
      return {
        platformItemId: row.platformItemId,
        ...picked(row, OF_ITEM),
        ...(single ? {} : picked(row, ['priceFen', 'quantity', 'barcode'])),
        platformStatus: row.status,
        single,
        whole: skus !== null && (has.has('skuProps') || has.has('platformSkuId') || single),
        skus: JSON.stringify(skus ?? [], wellFormed),
        shownCode: row.merchantCode ?? row.outerCode,
        shownFen: row.priceFen,
        shownProperties: row.properties ?? row.specification,
      }
    },
    preview: [
      { key: 'number', label: '商品编号', fields: ['platformItemId'], as: 'code' },
      { key: 'title', label: '宝贝', fields: ['title'], as: 'words', below: 'shownProperties', wide: true },
      { key: 'code', label: '商家编码', fields: ['shownCode'], as: 'code' },
      { key: 'price', label: '价格', unit: '元', fields: ['shownFen'], as: 'yuan' },
      { key: 'state', label: '状态', fields: ['platformStatus'], as: 'words' },
    ],
    list: { label: '查看宝贝', href: '/catalog/listings?shop=' },
  })
}

/** Of an item without SKUs a file with their numbers has a row without one; other files have rows of one sort only. */
function isSku({ platformSkuId }: ProductRow, has: ReadonlySet<string>): boolean {
  if (has.has('platformSkuId')) return platformSkuId !== undefined
  return has.has('merchantCode') || has.has('properties') || has.has('specification')
}

function skuOf(row: ProductRow): StagedSku {
  return {
    platformSkuId: row.platformSkuId,
    ...picked(row, OF_SKU),
    propertyPairs: row.propertyPairs && pairsOf(row.propertyPairs),
  }
}

/** The SKUs of an item in one text; null when it can't be read. */
function allOf({ skuProps }: ProductRow): readonly StagedSku[] | null {
  const parsed = skuProps === undefined ? [] : parseSkuProps(skuProps)
  if (!parsed) return null
  const skus = parsed.map(({ code, properties, ...sku }) => ({
    ...sku,
    merchantCode: code,
    propertyPairs: pairsOf(properties),
  }))
  return [...new Map(skus.map((sku) => [sku.propertyPairs, sku])).values()]
}

/** Files list the same properties in different orders. */
function pairsOf(text: string): string {
  return text
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .sort()
    .join(';')
}

/** The database takes no half of a character that needs two. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}
