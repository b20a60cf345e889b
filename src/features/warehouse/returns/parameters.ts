import { parameter } from '../../../work/parameters.ts'

/** How long after its arrival a return must be inspected. */
export const inspectWithin = parameter({
  key: 'warehouse.inspect-return-hours',
  label: '退货到仓后的验收时限',
  unit: '小时',
  default: 24,
  min: 1,
  max: 240,
  hint: '从登记到货算起；超时的会出现在仓管的待办里并提醒。',
})

/** After how many days a return that was sent back counts as lost on its way. */
export const returnWayDays = parameter({
  key: 'warehouse.return-way-days',
  label: '买家寄回后多久未到仓算超期',
  unit: '天',
  default: 7,
  min: 1,
  max: 60,
  hint: '从买家寄回的时间算起；超期的列在“寄回未到”，请联系快递或买家。',
})
