import { noun } from '../../../work/nouns.ts'
import type { StoredParameter } from './policy.ts'
import { policy } from './policy.ts'

/** The numbers in rules that a lead may change; the definitions stand beside the rules they decide. */
export const parameters = noun<'Parameter', StoredParameter>({
  key: 'people/parameters',
  label: '规则参数',
  icon: 'adjustments',
  model: 'Parameter',
  policy,
  rowless: ['list', 'edit'],
  deeds: { list: '查看列表', edit: '修改' },
  fields: { value: '数值' },
  title: (parameter) => parameter.key,
})
