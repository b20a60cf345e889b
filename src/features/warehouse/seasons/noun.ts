import { noun } from '../../../work/nouns.ts'
import type { Season } from './policy.ts'
import { policy } from './policy.ts'

/** In which months a class of goods sells how well. */
export const seasons = noun<'Season', Season>({
  key: 'warehouse/seasons',
  label: '季节系数',
  icon: 'sun',
  model: 'Season',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', edit: '修改' },
  fields: { percents: '1～12 月（%）' },
  title: (season) => `季节系数 ${season.category}`,
})
