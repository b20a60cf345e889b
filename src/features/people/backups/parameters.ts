import { parameter } from '../../../work/parameters.ts'

/** At which full hour of the day, in Shanghai, the daily backup begins. */
export const backupHour = parameter({
  key: 'people.backup-hour',
  label: '每天几点备份',
  unit: '点',
  default: 2,
  min: 0,
  max: 23,
  hint: '备份不影响使用，但会读取全部数据，请选店铺最空闲的时间。错过了会在下一个整点补做。',
})

/** How long backups are kept, at both places. */
export const keepDays = parameter({
  key: 'people.backup-keep-days',
  label: '备份保留多久',
  unit: '天',
  default: 30,
  min: 1,
  max: 3650,
  hint: '最近一份验证过可恢复的备份不会删除，无论多旧。',
})

/** What a backup must leave free, because a full disk stops the database. */
export const freeGigabytes = parameter({
  key: 'people.backup-free-gigabytes',
  label: '备份后磁盘至少留多少',
  unit: 'GB',
  default: 2,
  min: 1,
  max: 1000,
  hint: '磁盘放不下备份再加上这么多时，不开始备份，并通知店铺负责人。',
})
