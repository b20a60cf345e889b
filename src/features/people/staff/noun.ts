import { noun } from '../../../work/nouns.ts'
import type { Person } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Those who work here. What they sign in with and which assignments they hold is changed through them. */
export const staff = noun<'Person', Person>({
  key: 'people/staff',
  label: '人员',
  icon: 'users',
  model: 'Person',
  policy,
  rowless: ['list', 'create'],
  deeds: {
    list: '查看名录',
    file: '查看档案',
    'sign-ins': '查看登录记录',
    create: '登记入职',
    edit: '修改资料',
    assignment: '调整任职',
    'password-reset': '重置密码',
    'end-sessions': '结束登录',
    'change-password': '修改密码',
    'second-factor': '设置二次验证',
    'recovery-codes': '更换恢复码',
    'second-factor-reset': '重置二次验证',
  },
  workflow: { moves, states },
  fields: {
    employeeNumber: '工号',
    name: '姓名',
    hiredOn: '入职日期',
    leftOn: '离职日期',
    careerTrack: '发展通道',
    careerLevel: '级别',
    position: '岗位',
    duties: '兼任职责',
    superior: '直属上级',
    shops: '店铺',
    successor: '工作交接给',
  },
  title: (person) => person.name,
})
