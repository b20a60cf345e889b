import type { OpenAct } from './act.ts'
import { announce } from './live.ts'

/** What a person is to be told, and about which record or work item. */
export interface Message {
  readonly recipientId: number
  readonly text: string
  readonly noun: string
  readonly subjectId: number
  readonly workItemId?: number
}

/** Puts messages into inboxes, in one statement; whoever gets one sees it at once. */
export async function tell(act: OpenAct, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  await act.tx.notice.createMany({ data: messages.map((message) => ({ ...message, at: act.at })) })
  await announce(
    act,
    [],
    messages.map(({ recipientId }) => recipientId),
  )
}

/** Marks what people were told about work items as read, because the matter is closed. Returns whose inbox changed. */
export async function readAbout(act: OpenAct, workItemIds: readonly number[]): Promise<number[]> {
  const read = await act.tx.$queryRaw<{ recipientId: number }[]>`
    UPDATE notices SET read_at = ${act.at} WHERE work_item_id = ANY(${[...workItemIds]}) AND read_at IS NULL
    RETURNING recipient_id AS "recipientId"`
  return read.map(({ recipientId }) => recipientId)
}
