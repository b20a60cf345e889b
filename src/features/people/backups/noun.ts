import { noun } from '../../../work/nouns.ts'
import type { Backup } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Copies of database and files that were made, proven and kept. */
export const backups = noun<'Backup', Backup>({
  key: 'people/backups',
  label: '备份',
  icon: 'database-export',
  model: 'Backup',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '立即备份', copy: '复制到第二位置', expire: '到期清理' },
  workflow: { moves, states },
  fields: { name: '文件夹', failure: '失败原因', unproven: '未验证原因', copyFailure: '复制失败原因' },
  title: (backup) => `备份 ${backup.number}`,
})
