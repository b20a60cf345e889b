import { noun } from '../../../work/nouns.ts'
import type { Import } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** A file exported by the platform, from its upload through the preview to what it changed. */
export const imports = noun<'Import', Import>({
  key: 'orders/imports',
  label: '导入',
  icon: 'file-import',
  model: 'Import',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '上传', 'bad-rows': '下载问题行', expire: '到期删除原文件' },
  workflow: { moves, states },
  fields: { failure: '失败原因' },
  title: (row) => `${row.number} ${row.fileName}`,
})
