import { parameter } from '../../../work/parameters.ts'

/** How long an import can be undone, because so long we know what was there before. */
export const undoDays = parameter({
  key: 'orders.undo-import-days',
  label: '导入后多久内可以撤销',
  unit: '天',
  default: 30,
  min: 1,
  max: 90,
  hint: '超过以后，撤销所需的原数据会删除。',
})

/** How long the files stay that somebody has imported, with their bad rows. */
export const originalDays = parameter({
  key: 'orders.keep-import-files-days',
  label: '导入的原文件保留多久',
  unit: '天',
  default: 180,
  min: 1,
  max: 1095,
  hint: '到期后每天自动删除，导入记录和数量仍然保留。',
})

/** How many rows a file may have; a larger one is refused before anything of it is kept in memory. */
export const mostRows = parameter({
  key: 'orders.import-rows',
  label: '一个导入文件最多多少行',
  unit: '行',
  default: 1_200_000,
  min: 1000,
  max: 5_000_000,
  hint: '超过的文件会被拒绝，请分成几次导出。文件大小的上限由启动设置 UPLOAD_LIMIT_MB 决定。',
})
