/** One order that left in a parcel. */
export interface SheetRow {
  readonly orderNumber: string
  readonly carrier: string
  readonly trackingNumber: string
}

export const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The platform's own headings, in its order. */
const HEADINGS = ['主订单编号', '快递公司名称', '运单号'] as const

/** The platform's batch-ship sheet. Every cell is text: order numbers have more digits than a number keeps. */
export async function workbookOf(rows: readonly SheetRow[]): Promise<Buffer> {
  // Loaded when somebody first asks for a sheet: it takes 15 MB.
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('批量发货')
  sheet.columns = HEADINGS.map((header) => ({ header, width: 24, style: { numFmt: '@' } }))
  for (const { orderNumber, carrier, trackingNumber } of rows) {
    sheet.addRow([orderNumber, carrier, trackingNumber])
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
