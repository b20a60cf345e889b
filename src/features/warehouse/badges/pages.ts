import type { Actor } from '../../../actor.ts'
import { code128 } from '../../../lib/code128.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, LabelsPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Badge as Mark, Crumb, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { badges } from './noun.ts'
import type { Badge } from './policy.ts'
import type { BadgeRow, Clerk, Part } from './queries.ts'
import { PARTS } from './queries.ts'

const home: Crumb = { label: '工牌', href: '/warehouse/badges' }
const partLabels: Record<Part, string> = { valid: '有效', revoked: '已作废' }

/** All badges. */
export function listPage(actor: Actor, query: ListQuery, part: Part, rows: readonly BadgeRow[]): ListPage {
  const refused = whyNot(badges, actor, 'create', null)
  return {
    title: '工牌',
    breadcrumb: [{ label: '仓库' }, { label: '工牌' }],
    head: {
      title: '工牌',
      text: '刷工牌即可登录仓库终端。遗失时请立即报告，由主管作废后再发一张新的。',
      actions: [deedLink(badges, actor, null, 'pin', '/warehouse/badges/pin')],
    },
    table: {
      label: '工牌',
      path: query.path,
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        active: key === part,
      })),
      columns: [
        { key: 'holder', label: '持有人', width: 'wide' },
        { key: 'number', label: '工号' },
        { key: 'state', label: '状态' },
        { key: 'issued', label: '发放' },
      ],
      rows: rows.map(rowOf),
      create: refused
        ? { label: '发放工牌', disabledBecause: refused }
        : { label: '发放工牌', href: '/warehouse/badges/new' },
      empty: {
        title: part === 'valid' ? '还没有发放工牌' : '没有作废的工牌',
        text: '没有工牌的仓管可以选姓名、输入 PIN 登录终端。',
        icon: 'id-badge-2',
      },
    },
  }
}

function rowOf(badge: BadgeRow): RowView {
  return {
    id: String(badge.id),
    label: badge.personName,
    cells: {
      holder: { text: badge.personName, href: `/warehouse/badges/${badge.id}` },
      number: { text: badge.employeeNumber, mono: true },
      state: { text: '', badge: badgeOf(badge) },
      issued: { text: formatMinute(badge.createdAt), sub: badge.issuedByName ?? '' },
    },
  }
}

function badgeOf(badge: Badge): Mark {
  return badge.revokedAt ? { label: '已作废', tone: 'neutral' } : { label: '有效', tone: 'success' }
}

/** A badge with its history. Its code can't be shown again. */
export function showPage(actor: Actor, badge: BadgeRow, history: HistoryRow[]): RecordPage {
  return {
    title: `${badge.personName}的工牌`,
    breadcrumb: [home, { label: badge.personName }],
    head: {
      title: `${badge.personName}的工牌`,
      number: `工牌 ${badge.id}`,
      state: badgeOf(badge),
      actions: badge.revokedAt ? [] : [revokeButton(actor, badge)],
      facts: [
        { label: '持有人', value: badge.personName },
        { label: '工号', value: { text: badge.employeeNumber, mono: true } },
        { label: '发放人', value: badge.issuedByName ?? '' },
        { label: '发放时间', value: formatMinute(badge.createdAt) },
        ...(badge.revokedAt ? [{ label: '作废时间', value: formatMinute(badge.revokedAt) }] : []),
      ],
    },
    timeline: timelineOf(badges, history),
  }
}

function revokeButton(actor: Actor, badge: BadgeRow): Action {
  const refused = whyNot(badges, actor, 'revoke', badge)
  return {
    label: '作废',
    post: `/warehouse/badges/${badge.id}/revoke`,
    token: formToken(),
    version: badge.version,
    tone: 'danger',
    confirm: {
      title: '作废工牌',
      text: `${badge.personName}会立刻退出所有终端，这张工牌不能再用。`,
      submit: '作废',
    },
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

/** To whom a badge is issued. */
export function newPage(clerks: readonly Clerk[], typed?: Typed): FormPage {
  return {
    title: '发放工牌',
    breadcrumb: [home, { label: '发放' }],
    head: {
      title: '发放工牌',
      text: '下一页会显示工牌条码，只显示一次，请准备好打印机。原有工牌同时作废。',
    },
    form: formOf(
      {
        action: '/warehouse/badges',
        submit: '发放',
        cancel: '/warehouse/badges',
        token: formToken(),
        fields: [
          field('personId', '仓管', 'select', '', {
            required: true,
            width: 'half',
            options: [
              { value: '', label: '请选择' },
              ...clerks.map(({ id, name, employeeNumber, hasBadge }) => ({
                value: String(id),
                label: `${name}（${employeeNumber}）${hasBadge ? '，已有工牌' : ''}`,
              })),
            ],
          }),
          field('current', '您的密码', 'password', '', {
            required: true,
            autocomplete: 'current-password',
            width: 'half',
            hint: '您自己的登录密码，确认是您本人在操作',
          }),
        ],
      },
      typed,
    ),
  }
}

/** The card itself, shown once. `code` is null when the form was sent again: nobody knows the code any more. */
export function cardPage(badge: BadgeRow, code: string | null): LabelsPage {
  return {
    title: `${badge.personName}的工牌`,
    layout: 'print',
    breadcrumb: [home, { label: badge.personName }],
    labels:
      code === null
        ? []
        : [
            {
              code,
              barcode: code128(code),
              lines: [badge.personName, `工号 ${badge.employeeNumber}`, '仓库终端工牌，遗失请立即报告'],
            },
          ],
    empty: {
      title: '工牌条码已经显示过一次',
      text: '出于安全，条码不能再次显示。如果没有打印，请重新发放一张。',
      action: { label: '重新发放', href: '/warehouse/badges/new', tone: 'primary' },
    },
  }
}

/** One's own PIN. */
export function pinPage(exists: boolean, typed?: Typed): FormPage {
  const digits = {
    required: true,
    inputmode: 'numeric' as const,
    autocomplete: 'off',
    width: 'third' as const,
  }
  return {
    title: '终端 PIN',
    breadcrumb: [home, { label: '终端 PIN' }],
    head: {
      title: exists ? '更换终端 PIN' : '设置终端 PIN',
      text: '没带工牌时，在仓库终端选姓名、输入 PIN 登录。PIN 只在已登记的终端上有用。',
    },
    form: formOf(
      {
        action: '/warehouse/badges/pin',
        submit: '保存',
        cancel: '/warehouse/badges',
        token: formToken(),
        fields: [
          field('current', '登录密码', 'password', '', {
            required: true,
            autocomplete: 'current-password',
            width: 'third',
          }),
          field('pin', '新 PIN', 'password', '', {
            ...digits,
            hint: '4 到 6 位数字，不要用生日、连号或重复的数字',
          }),
          field('again', '再次输入', 'password', '', digits),
        ],
      },
      typed,
    ),
  }
}
