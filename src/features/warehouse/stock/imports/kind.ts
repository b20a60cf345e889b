import { names } from '../../../orders/imports/kinds/columns.ts'
import type { Kind } from '../../../orders/imports/kinds/kind.ts'
import { code, pieces } from '../../../orders/imports/reading/clean.ts'
import { CODE_HEADINGS, code as locationCode } from '../../locations/imports/kind.ts'

/** How many pieces of a SKU lie at a location. */
export type StockFileRow = {
  readonly location: string
  /** Its code, or the barcode of one piece. */
  readonly sku: string
  readonly quantity: number
}

const SKU_HEADINGS = names(
  'SKU编码 商家编码 规格编码 商品编码 货品编码 SKU 条码 商品条码 规格商家编码 商家编码(SKU)',
)
const QUANTITY_HEADINGS = names('数量 件数 实盘数量 实际数量 库存数量 库存 结存数量 结存 现有库存 期初数量')

/** What lies where, one row per location and SKU, as a system before ours or a count on paper tells it. */
export const stockFile: Kind<StockFileRow> = {
  key: 'STOCK',
  label: '库存',
  signatures: [
    {
      all: [],
      oneOf: [CODE_HEADINGS, SKU_HEADINGS, QUANTITY_HEADINGS],
      // Lists of movements, documents and orders name the same three things.
      without: names(
        '用途 存放货品 原因 单据 单号 入库单号 时间 账面 差异 订单编号 交易单号 运单号 快递单号',
      ),
    },
  ],
  generations: [{ name: 'S1', label: '库存表', all: [] }],
  columns: {
    location: { headings: CODE_HEADINGS, parse: locationCode, need: 'always' },
    sku: { headings: SKU_HEADINGS, parse: code, need: 'always' },
    quantity: { headings: QUANTITY_HEADINGS, parse: pieces(0), need: 'always' },
  },
  unused: names(`
    库区 货品 货品名称 商品名称 商品 名称 颜色 尺码 规格 品牌 单位 序号 备注 仓库 仓库名称 货号 分类 品类 盘点人 盘点日期`),
  keyOf: (row) => `${row.location} ${row.sku}`,
  keyLabel: '库位和 SKU',
  groupOf: () => undefined,
  derive: () => ({}),
  contradictions: () => [],
  doubts: () => [],
}
