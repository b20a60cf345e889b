import { noun } from '../../../work/nouns.ts'
import type { Device } from './policy.ts'
import { policy } from './policy.ts'

/** A machine that clerks share: scan gun, keyboard, screen. Its browser keeps a cookie that can be revoked. */
export const devices = noun<'TerminalDevice', Device>({
  key: 'warehouse/devices',
  label: '终端',
  icon: 'device-desktop',
  model: 'TerminalDevice',
  policy,
  rowless: ['list', 'create'],
  deeds: {
    list: '查看列表',
    create: '登记本机为终端',
    edit: '改名',
    revoke: '停用',
    'sign-in': '登录终端',
    'take-over': '接手终端',
    'sign-out': '退出终端',
    'after-hours': '在作业时间之外作业',
  },
  fields: { name: '名称', revokedAt: '停用时间' },
  title: (device) => device.name,
})
