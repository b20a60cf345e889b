import { momentWords } from '../../../lib/date-words.ts'
import { formToken } from '../../../web/form.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { NoticeRow } from '../../../web/parts.ts'
import { nounOf } from '../../../work/house.ts'
import type { NoticeItem } from './queries.ts'

/** A notice as the home page shows it. */
export function noticeView(notice: NoticeItem, now: Date): NoticeRow {
  return {
    text: notice.text,
    at: momentWords(notice.at, now),
    href: `/${notice.noun}/${notice.subjectId}`,
    unread: notice.readAt === null,
  }
}

/** The whole inbox. */
export function listPage(rows: readonly NoticeItem[], now: Date): ListPage {
  return {
    title: '消息',
    breadcrumb: [{ label: '人员' }, { label: '消息' }],
    head: {
      title: '消息',
      text: '新的待办、到期提醒、催办和升级。',
      actions: [{ label: '全部标为已读', post: '/people/notices/read', token: formToken() }],
    },
    table: {
      label: '消息',
      columns: [
        { key: 'text', label: '内容', width: 'wide', fixed: true },
        { key: 'noun', label: '类别' },
        { key: 'at', label: '时间' },
        { key: 'read', label: '状态' },
      ],
      rows: rows.map((notice) => {
        const { text, href, at, unread } = noticeView(notice, now)
        return {
          id: String(notice.id),
          cells: {
            text: { text, href },
            noun: nounOf(notice.noun)?.label ?? notice.noun,
            at,
            read: {
              text: '',
              badge: unread ? { label: '未读', tone: 'info' } : { label: '已读', tone: 'neutral' },
            },
          },
        }
      }),
      empty: { title: '没有消息', text: '有人交办、催办或事情到期时，会在这里告诉您。' },
    },
  }
}
