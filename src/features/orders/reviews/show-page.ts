import type { Actor } from '../../../actor.ts'
import type { HoldReason } from '../../../generated/prisma/enums.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Crumb, Facts, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { addressDoubtLabel, statusBadge, yuan } from '../orders/cells.ts'
import { linesTable } from '../orders/lines-table.ts'
import type { LineRow } from '../orders/queries.ts'
import { reviews } from './noun.ts'
import type { ReviewRow } from './queries.ts'
import { reasonLabels, reasonsCell } from './reasons.ts'
import { moves } from './workflow.ts'

const home: Crumb = { label: '订单审核', href: '/orders/reviews' }

/** What the reviewer decides on: the order's words, goods and address, masked. */
export function showPage(
  actor: Actor,
  review: ReviewRow,
  lines: LineRow[],
  history: HistoryRow[],
): RecordPage {
  return {
    title: `审核 ${review.platformOrderId}`,
    breadcrumb: [home, { label: review.platformOrderId }],
    head: {
      title: '订单审核',
      number: review.platformOrderId,
      state: stateBadge(reviews, review.state),
      actions: actionsOf(actor, review, lines),
      facts: [
        { label: '原因', value: reasonsCell(review.reasons) },
        { label: '订单状态', value: { text: '', badge: statusBadge(review.orderStatus) } },
        { label: '店铺', value: review.shopName },
        { label: '付款时间', value: momentCell(review.paidAt) },
        { label: '实付', value: review.paidFen === null ? '' : `${yuan(review.paidFen)} 元` },
      ],
    },
    facts: [words(review)],
    tables: [linesTable(lines)],
    timeline: timelineOf(reviews, history, { reasons: reasonWords }),
  }
}

function reasonWords(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value.map((reason) => reasonLabels[reason as HoldReason]?.label ?? String(reason)).join('、')
}

function words(review: ReviewRow): Facts {
  const address = [review.maskedName, review.maskedPhone, review.maskedAddress].filter(Boolean).join('，')
  const doubt = addressDoubtLabel(review.addressDoubt)
  return {
    title: '留言、备注与地址',
    facts: [
      { label: '买家留言', value: review.buyerMessage ?? '', wide: true },
      { label: '卖家备注', value: review.sellerMemo ?? '', wide: true },
      { label: '旗帜', value: review.flag ?? '' },
      { label: '平台提示', value: review.exception ?? '' },
      {
        label: '收货信息',
        value: doubt ? { text: address, badge: { label: doubt, tone: 'warning' } } : address,
        wide: true,
      },
      ...(review.instruction ? [{ label: '给仓库的说明', value: review.instruction, wide: true }] : []),
    ],
  }
}

function actionsOf(actor: Actor, review: ReviewRow, lines: LineRow[]): Action[] {
  const moves = moveActions(reviews, actor, review).map((action): Action => {
    if ('disabledBecause' in action && action.disabledBecause) return action
    if (review.state === 'HELD' && review.reasons.includes('UNMATCHED_CODE'))
      return { label: action.label, disabledBecause: '请先匹配商家编码' }
    if (review.state === 'RELEASED' && !review.awaiting)
      return { label: action.label, disabledBecause: '订单已发货或已关闭' }
    return action
  })
  const unmatched = lines.find(({ goods }) => goods.length === 0)
  return [
    ...moves,
    ...(unmatched && review.state === 'HELD'
      ? [{ label: '匹配商家编码', href: `/orders/unmatched/${unmatched.id}`, icon: 'link' }]
      : []),
    { label: '查看订单', href: `/orders/orders/${review.orderId}` },
  ]
}

/** Releasing, with what the warehouse must know; `conflict` shows what another reviewer has said meanwhile. */
export function releasePage(review: ReviewRow, typed?: Typed, conflict = false): FormPage {
  const fields = [
    field('instruction', '给仓库的说明', 'textarea', review.instruction ?? '', {
      maxLength: 500,
      rows: 3,
      hint: '赠品、指定快递、包装要求等，打包时会醒目显示；没有可以不填',
      autofocus: true,
    }),
  ]
  const form = formOf(
    {
      action: `/orders/reviews/${review.id}/release`,
      submit: '放行',
      cancel: `/orders/reviews/${review.id}`,
      token: formToken(),
      version: review.version,
      fields,
    },
    typed,
  )
  const state = { label: '状态', yours: moves.release.label, theirs: stateBadge(reviews, review.state).label }
  const both = withConflict(form, fields)
  return {
    title: `放行 ${review.platformOrderId}`,
    breadcrumb: [
      home,
      { label: review.platformOrderId, href: `/orders/reviews/${review.id}` },
      { label: '放行' },
    ],
    head: { title: '放行订单', text: review.platformOrderId },
    facts: words(review),
    form: conflict ? { ...both, conflict: [state, ...(both.conflict ?? [])] } : form,
  }
}
