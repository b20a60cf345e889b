import { noun } from '../../../work/nouns.ts'
import type { Location } from './policy.ts'
import { policy } from './policy.ts'

/** A place where goods lie: a shelf, the quarantine, or where packed parcels wait for the courier. */
export const locations = noun<'Location', Location>({
  key: 'warehouse/locations',
  label: '库位',
  icon: 'map-pin',
  model: 'Location',
  policy,
  rowless: ['list', 'create', 'import'],
  deeds: {
    list: '查看列表',
    create: '新增',
    edit: '修改',
    archive: '停用',
    restore: '恢复使用',
    import: '导入',
    'undo-import': '撤销导入',
  },
  fields: { code: '库位编码', zone: '库区', goodsClass: '存放货品', kind: '用途', archivedAt: '停用时间' },
  title: (location) => location.code,
})
