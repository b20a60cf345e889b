import { noun } from '../../../work/nouns.ts'
import type { MerchantCode } from './policy.ts'
import { policy } from './policy.ts'

/** A shop's code for what it sells, and the SKU or bundle of SKUs that it means. */
export const merchantCodes = noun<'MerchantCode', MerchantCode>({
  key: 'catalog/merchant-codes',
  label: '商家编码',
  icon: 'link',
  model: 'MerchantCode',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '新增', edit: '修改' },
  fields: { code: '商家编码', components: '对应 SKU' },
  title: (merchantCode) => merchantCode.code,
})
