import { parameter } from '../../../work/parameters.ts'

/** After how long without a scan or key a terminal locks. What the clerk has in hand stays. */
export const idleLock = parameter({
  key: 'warehouse.terminal-idle-seconds',
  label: '终端空闲锁定',
  unit: '秒',
  default: 60,
  min: 15,
  max: 900,
  hint: '仓库终端多久没有扫码或按键就锁定。锁定后刷工牌或输入 PIN 继续，手上的包裹不会丢。',
})
