import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Badge, Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { deedLabel, whyNot } from '../../../work/nouns.ts'
import { shops } from './noun.ts'
import type { Shop } from './policy.ts'
import { PLATFORMS, platformLabels } from './policy.ts'
import type { ShopRow } from './queries.ts'

const home: Crumb = { label: '店铺', href: '/people/shops' }

/** All shops the actor sees. */
export function listPage(actor: Actor, rows: readonly ShopRow[]): ListPage {
  const refused = whyNot(shops, actor, 'create', null)
  return {
    title: '店铺',
    breadcrumb: [{ label: '人员' }, { label: '店铺' }],
    head: { title: '店铺', text: '订单、发货和活动归属店铺；商品、库存和人员属于公司。' },
    table: {
      label: '店铺',
      columns: [
        { key: 'name', label: '店铺名称', width: 'wide' },
        { key: 'platform', label: '平台' },
        { key: 'people', label: '人员', unit: '人', numeric: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: refused
        ? { label: '新增', disabledBecause: refused }
        : { label: '新增', href: '/people/shops/new' },
      empty: { title: '没有您负责的店铺', text: '店铺由店铺负责人在“调整任职”中分配。' },
    },
  }
}

function rowOf(shop: ShopRow): RowView {
  return {
    id: String(shop.id),
    label: shop.name,
    cells: {
      name: { text: shop.name, href: `/people/shops/${shop.id}` },
      platform: platformLabels[shop.platform],
      people: { text: String(shop.people), href: `/people/staff?shop=${shop.id}` },
      state: { text: '', badge: badgeOf(shop) },
    },
  }
}

function badgeOf(shop: Shop): Badge {
  return shop.closedAt ? { label: '已关闭', tone: 'neutral' } : { label: '营业中', tone: 'success' }
}

/** A shop with its history. */
export function showPage(actor: Actor, shop: ShopRow, history: HistoryRow[]): RecordPage {
  return {
    title: shop.name,
    breadcrumb: [home, { label: shop.name }],
    head: {
      title: shop.name,
      number: String(shop.id),
      state: badgeOf(shop),
      actions: [
        deedLink(shops, actor, shop, 'edit', `/people/shops/${shop.id}/edit`),
        shop.closedAt ? deedButton(actor, shop, 'reopen') : deedButton(actor, shop, 'close'),
      ],
      facts: [
        { label: '平台', value: platformLabels[shop.platform] },
        { label: '人员', value: { text: `${shop.people} 人`, href: `/people/staff?shop=${shop.id}` } },
        { label: '建立时间', value: formatMinute(shop.createdAt) },
        ...(shop.closedAt ? [{ label: '关闭时间', value: formatMinute(shop.closedAt) }] : []),
      ],
    },
    timeline: timelineOf(shops, history, { platform: platformWords }),
  }
}

function deedButton(actor: Actor, shop: Shop, deed: 'close' | 'reopen'): Action {
  const label = deedLabel(shops, deed)
  const refused = whyNot(shops, actor, deed, shop)
  const text = deed === 'close' ? '关闭后不能再为它导入订单或分配人员，已有记录保留。' : '店铺将恢复营业。'
  return {
    label,
    post: `/people/shops/${shop.id}/${deed}`,
    token: formToken(),
    version: shop.version,
    ...(deed === 'close' ? { tone: 'danger' as const } : {}),
    confirm: { title: `${label}${shop.name}`, text, submit: label },
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

function platformWords(value: unknown): string {
  const known = PLATFORMS.find((platform) => platform === value)
  return known ? platformLabels[known] : ''
}

/** A new shop, or another name or platform for one. After a conflict, both versions are shown. */
export function formPage(shop: ShopRow | null, typed?: Typed, conflict = false): FormPage {
  const record = shop ? `/people/shops/${shop.id}` : '/people/shops'
  const label = shop ? '修改店铺' : '新增店铺'
  const fields = fieldsOf(shop)
  const form = formOf(
    {
      action: record,
      submit: '保存',
      cancel: record,
      token: formToken(),
      ...(shop ? { version: shop.version } : {}),
      fields,
    },
    typed,
  )
  return {
    title: label,
    breadcrumb: shop ? [home, { label: shop.name, href: record }, { label }] : [home, { label }],
    head: { title: label, ...(shop ? { text: shop.name } : {}) },
    form: conflict ? withConflict(form, fields) : form,
  }
}

function fieldsOf(shop: ShopRow | null): Field[] {
  return [
    field('name', '店铺名称', 'text', shop?.name ?? '', { required: true, maxLength: 60, width: 'half' }),
    field('platform', '平台', 'select', shop?.platform ?? '', {
      required: true,
      options: PLATFORMS.map((value) => ({ value, label: platformLabels[value] })),
      width: 'half',
    }),
  ]
}
