import { noun } from '../../../work/nouns.ts'
import type { Supplier } from './policy.ts'
import { policy } from './policy.ts'

/**
 * Whom goods are bought from. History keeps what a piece cost when; the timeline, which everybody reads, doesn't print
 * it, so `priceFen` has no word here.
 */
export const suppliers = noun<'Supplier', Supplier>({
  key: 'catalog/suppliers',
  label: '供应商',
  icon: 'building-factory-2',
  model: 'Supplier',
  policy,
  rowless: ['list', 'create', 'see-prices'],
  deeds: {
    list: '查看列表',
    create: '新增',
    edit: '修改',
    archive: '停用',
    restore: '恢复使用',
    offer: '登记供货',
    'end-offer': '停止供货',
    'see-prices': '查看进价',
  },
  fields: {
    name: '名称',
    contact: '联系人',
    phone: '电话',
    messenger: '微信、旺旺或邮箱',
    address: '地址',
    leadDays: '供货周期（天）',
    note: '备注',
    offer: '供货',
    archivedAt: '停用时间',
  },
  title: (supplier) => supplier.name,
})
