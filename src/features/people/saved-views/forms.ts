import { z } from 'zod'
import { optionalText, text } from '../../../web/fields.ts'
import { viewQuery } from '../../../web/list.ts'

/** Longest query of an address that is kept. */
const LONGEST = 2000

export const ViewForm = z.object({
  name: text('名称', 40),
  list: text('列表', 100),
  query: optionalText('筛选条件', LONGEST)
    .transform((query) => viewQuery(query ?? ''))
    .refine((query) => query.length <= LONGEST, '筛选条件太长，不能保存为视图'),
})
