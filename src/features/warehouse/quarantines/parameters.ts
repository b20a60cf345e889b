import { parameter } from '../../../work/parameters.ts'

/** From this age on, goods that are set apart are old. */
export const oldAfterDays = parameter({
  key: 'warehouse.quarantine-old-days',
  label: '隔离货品放多久算积压',
  unit: '天',
  default: 7,
  min: 1,
  max: 180,
  hint: '从隔离当天算起，列表里标成黄色。',
})

/** And from this one, too old. */
export const tooOldAfterDays = parameter({
  key: 'warehouse.quarantine-too-old-days',
  label: '隔离货品放多久算严重积压',
  unit: '天',
  default: 30,
  min: 2,
  max: 365,
  hint: '从隔离当天算起，列表里标成红色。',
})

/** What a lead may write off alone, by what the goods had cost. */
export const writeOffAlone = parameter({
  key: 'warehouse.write-off-alone-yuan',
  label: '主管可以直接报损的金额',
  unit: '元',
  default: 200,
  min: 0,
  max: 100_000,
  hint: '按成本计算。超过的、或没有填成本的，要先申请，由另一位主管或店铺负责人批准。',
})
