import { redact } from '../../../orders/buyers/redact.ts'
import { pickupExceptions } from '../../../orders/imports/kinds/pickup-exceptions.ts'
import type { PickupExceptionRow } from '../../../orders/imports/kinds/pickup-exceptions.ts'
import { storedKind } from '../../../orders/imports/stored-kind.ts'
import { exceptionStore } from './exception-store.ts'

/** The platform's list of parcels not picked up. */
export const storedPickupExceptions = storedKind<PickupExceptionRow>({
  kind: pickupExceptions,
  personal: ['note'],
  givenBy: (has) => [...has],
  stage: (row) => ({ ...row, note: row.note && redact(row.note) }),
  preview: [
    { key: 'order', label: '交易单号', fields: ['platformOrderId'], as: 'code' },
    { key: 'type', label: '异常类型', fields: ['exceptionType'], below: 'timeoutType', as: 'words' },
    { key: 'due', label: '应揽收时间', fields: ['pickupDueAt'], as: 'minute' },
    { key: 'waybill', label: '运单号', fields: ['trackingNumber'], as: 'code' },
    { key: 'compensation', label: '预计赔付', unit: '元', fields: ['compensationFen'], as: 'yuan' },
  ],
  list: { label: '查看揽收异常', href: '/warehouse/pickup-exceptions?shop=' },
  store: exceptionStore,
})
