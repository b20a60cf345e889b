import { describe, expect, it } from 'vitest'
import { moment } from '../../src/lib/dates.ts'
import type { States } from '../../src/lib/workflow.ts'
import {
  type Obligation,
  assigneeOf,
  clock,
  field,
  holder,
  person,
  working,
} from '../../src/work/obligations.ts'

interface Ticket {
  shopId: number | null
  assigneeId: number | null
  promisedAt: Date | null
  urgent: boolean
  number: string
}
const ticket: Ticket = { shopId: 3, assigneeId: null, promisedAt: null, urgent: true, number: 'GD-1' }

// As a noun's workflow writes it: every function knows the row by itself.
const states = {
  OPEN: {
    label: '待受理',
    tone: 'warning',
    owner: holder('SERVICE_AGENT'),
    due: working('service', (row) => ({ minutes: row.urgent ? 30 : 120 })),
    title: (row) => `受理工单 ${row.number}`,
  },
  WORKING: {
    label: '处理中',
    tone: 'progress',
    owner: person((row) => row.assigneeId, 'SERVICE_LEAD'),
    due: clock({ hours: 48 }),
    remindBefore: 60,
  },
  PROMISED: {
    label: '待回访',
    tone: 'info',
    owner: person((row) => row.assigneeId),
    due: field((row) => row.promisedAt),
  },
  SHIPPING: { label: '待补发', tone: 'info', owner: holder('WAREHOUSE_CLERK', () => null) },
  CLOSED: { label: '已关闭', tone: 'neutral' },
} satisfies States<'OPEN' | 'WORKING' | 'PROMISED' | 'SHIPPING' | 'CLOSED', Obligation<Ticket>>

describe('who must act', () => {
  it('is whoever holds the duty in the shop of the row', () => {
    expect(assigneeOf<Ticket>(states.OPEN.owner, ticket)).toEqual({
      kind: 'duty',
      duty: 'SERVICE_AGENT',
      shopId: 3,
    })
  })

  it('is a duty of the company for rows without shop', () => {
    const owner = holder('WAREHOUSE_CLERK')
    const expected = { kind: 'duty', duty: 'WAREHOUSE_CLERK', shopId: null }
    expect(assigneeOf(owner, { ...ticket, shopId: null })).toEqual(expected)
    expect(assigneeOf(owner, { id: 1 })).toEqual(expected)
    expect(assigneeOf<Ticket>(states.SHIPPING.owner, ticket)).toEqual(expected)
  })

  it('is the person the row names', () => {
    expect(assigneeOf<Ticket>(states.WORKING.owner, { ...ticket, assigneeId: 7 })).toEqual({
      kind: 'person',
      personId: 7,
    })
  })

  it('is the stand-in duty while the row names nobody', () => {
    expect(assigneeOf<Ticket>(states.WORKING.owner, ticket)).toEqual({
      kind: 'duty',
      duty: 'SERVICE_LEAD',
      shopId: 3,
    })
    const byUrgency = person<Ticket>(
      (row) => row.assigneeId,
      (row) => (row.urgent ? 'SERVICE_LEAD' : 'SERVICE_AGENT'),
    )
    expect(assigneeOf(byUrgency, ticket)).toMatchObject({ duty: 'SERVICE_LEAD' })
    expect(assigneeOf(byUrgency, { ...ticket, urgent: false })).toMatchObject({ duty: 'SERVICE_AGENT' })
    expect(assigneeOf<Ticket>(states.PROMISED.owner, ticket)).toEqual({
      kind: 'duty',
      duty: 'OWNER',
      shopId: 3,
    })
  })
})

describe('by when', () => {
  it('may depend on the row', () => {
    const { due } = states.OPEN
    expect(due.kind === 'working' && due.spanOf(ticket)).toEqual({ minutes: 30 })
    expect(due.kind === 'working' && due.spanOf({ ...ticket, urgent: false })).toEqual({ minutes: 120 })
  })

  it('may stand in the row', () => {
    const { due } = states.PROMISED
    const promisedAt = moment('2026-11-25', 600)
    expect(due.kind === 'field' && due.momentOf({ ...ticket, promisedAt })).toEqual(promisedAt)
  })
})
