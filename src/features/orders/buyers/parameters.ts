import { parameter } from '../../../work/parameters.ts'

/** How long buyers' names, phones and addresses stay after their order has ended or was last told of by a file. */
export const contactDays = parameter({
  key: 'orders.keep-contacts-days',
  label: '订单结束后买家信息保留多久',
  unit: '天',
  default: 180,
  min: 30,
  max: 1095,
  hint: '一直没有结束的订单，从最后一次出现在导入文件里算起。到期后每天自动删除姓名、电话和地址，订单和金额仍然保留。',
})
