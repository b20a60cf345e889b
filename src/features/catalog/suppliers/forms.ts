import { z } from 'zod'
import { checkbox, optionalMoney, optionalText, text, whole } from '../../../web/fields.ts'

export const SupplierForm = z.object({
  name: text('名称', 60),
  contact: optionalText('联系人', 40),
  phone: optionalText('电话', 40),
  messenger: optionalText('微信、旺旺或邮箱', 80),
  address: optionalText('地址', 200),
  leadDays: whole('供货周期', 0, 365),
  note: optionalText('备注', 500),
})

/** That the supplier delivers a SKU, for how much and from how many pieces on. */
export const OfferForm = z.object({
  sku: text('SKU', 200),
  priceFen: optionalMoney('进价'),
  minimumQuantity: whole('起订量', 1, 1_000_000),
  preferred: checkbox,
})
