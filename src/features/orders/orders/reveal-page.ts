import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { OrderRow } from './queries.ts'

/** Asks once more why, when what was typed can't be kept. */
export function revealPage(order: OrderRow, typed: Typed): FormPage {
  const path = `/orders/orders/${order.id}`
  return {
    title: '查看买家信息',
    breadcrumb: [
      { label: '订单', href: '/orders/orders' },
      { label: order.platformOrderId, href: path },
      { label: '查看买家信息' },
    ],
    head: { title: '查看买家信息', text: '姓名、电话和地址只在下一页显示一次，查看会留下记录。' },
    form: formOf(
      {
        action: `${path}/reveal`,
        submit: '查看',
        cancel: path,
        token: formToken(),
        fields: [field('remark', '查看原因', 'textarea', '', { maxLength: 1000, rows: 3 })],
      },
      typed,
    ),
  }
}
