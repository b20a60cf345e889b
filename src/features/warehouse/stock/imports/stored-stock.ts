import { storedKind } from '../../../orders/imports/stored-kind.ts'
import { policy } from '../policy.ts'
import type { StockFileRow } from './kind.ts'
import { stockFile } from './kind.ts'
import { stockStore } from './stock-store.ts'

/** Sheets of what lies where: opening stock, or a count on paper. */
export const storedStock = storedKind<StockFileRow>({
  kind: stockFile,
  personal: [],
  company: {
    right: policy.import,
    meaning:
      '确认后，每个库位上每个 SKU 的现有数量就是文件里的数量（不是累加），多出或少掉的件数记一笔“导入”流水；文件里没有的库位和 SKU 不变，写 0 就是清空。' +
      '请在收货、拣货、打包都停下来时导入。库存减少时，最新的预留先让出，对应的发货单转为缺货。',
  },
  givenBy: (has) => [...has],
  stage: (row) => ({ ...row, sku: row.sku.normalize('NFKC') }),
  preview: [
    { key: 'location', label: '库位', fields: ['location'], as: 'code' },
    { key: 'sku', label: 'SKU', fields: ['sku'], below: 'product', as: 'words', wide: true },
    { key: 'quantity', label: '现有', unit: '件', fields: ['quantity'], was: 'held', as: 'count' },
  ],
  list: { label: '查看库存', href: '/warehouse/stock' },
  store: stockStore,
})
