import { waybills } from '../../../orders/imports/kinds/waybills.ts'
import type { WaybillRow } from '../../../orders/imports/kinds/waybills.ts'
import { storedKind } from '../../../orders/imports/stored-kind.ts'
import { carrierFor, waybill } from '../carriers.ts'
import { waybillStore } from './waybill-store.ts'

/** Lists of waybills: they tell which parcel a label belongs to before it's packed. */
export const storedWaybills = storedKind<WaybillRow>({
  kind: waybills,
  personal: [],
  givenBy: (has) => [...has],
  stage(row) {
    const trackingNumber = waybill(row.trackingNumber)
    return {
      trackingNumber,
      carrier: trackingNumber && carrierFor(trackingNumber, row.carrier ?? null),
      platformOrderIds: row.platformOrderIds,
      printedAt: row.printedAt,
    }
  },
  preview: [
    { key: 'waybill', label: '快递单号', fields: ['trackingNumber'], as: 'code' },
    { key: 'orders', label: '订单编号', fields: ['platformOrderIds'], as: 'code' },
    { key: 'carrier', label: '快递公司', fields: ['carrier'], as: 'words' },
    { key: 'printed', label: '打印时间', fields: ['printedAt'], as: 'minute' },
  ],
  list: { label: '查看发货单', href: '/warehouse/shipments?part=open&shop=' },
  store: waybillStore,
})
