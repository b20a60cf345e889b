import { csv } from '../orders/files.ts'

/** A sheet of locations; every location on shelves unless said otherwise. */
export const locationSheet = (
  ...rows: readonly Readonly<Record<string, string>>[]
): Promise<{ name: string; path: string }> =>
  csv(
    '库位表.csv',
    rows.map((row) => ({ 库位编码: 'A-01-01', 库区: 'A 区', 用途: '存储', 存放货品: '', ...row })),
  )

/** A line of a sheet of stock: location, SKU, pieces. */
export type StockLine = readonly [location: string, sku: string, quantity: number | string]

/** A sheet of what lies where. */
export const stockSheet = (...rows: readonly StockLine[]): Promise<{ name: string; path: string }> =>
  csv(
    '库存表.csv',
    rows.map(([location, sku, quantity]) => ({
      库位编码: location,
      'SKU 编码': sku,
      数量: String(quantity),
    })),
  )
