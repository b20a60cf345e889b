import { db } from '../../src/database/client.ts'
import { requestTask } from '../../src/features/people/tasks/actions.ts'
import { dateColumn, now, plus, DAY_MS } from '../../src/lib/dates.ts'
import { actor } from '../setup/cast.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY, OURS } from './words.ts'

/** A record has one open item of a kind. */
let tries = 0

export const people: Matrix = {
  'people/tasks': {
    situation: 'asked by the operations lead of the designer, waiting to be accepted',
    make: async (cast) => {
      const at = now()
      const act = { actor: await actor(cast, 'operations-lead'), at }
      const input = {
        kind: 'ERRAND' as const,
        title: '整理样品间',
        description: '按季节分区',
        acceptanceCriteria: '照片',
        dueAt: plus(at, 2 * DAY_MS),
      }
      return (await requestTask(act, input, { assigneeId: cast.ids.designer })).id
    },
    // Asker, asked, and everybody above them.
    sees: ['operations-lead', 'designer', 'owner'],
    may: {
      list: EVERYBODY,
      create: EVERYBODY,
      edit: ['operations-lead'],
      progress: ['designer'],
      accept: ['designer'],
      decline: ['designer', 'operations-lead', 'owner'],
      deliver: ['designer'],
      approve: ['operations-lead'],
      return: ['operations-lead'],
      withdraw: ['operations-lead'],
    },
    when: {
      accept: ['REQUESTED'],
      decline: ['REQUESTED'],
      deliver: ['IN_PROGRESS'],
      approve: ['DELIVERED'],
      return: ['DELIVERED'],
      withdraw: ['REQUESTED', 'IN_PROGRESS'],
    },
  },
  'people/work-items': {
    situation: 'waits at the designers of the first shop for somebody to claim it',
    make: async (cast) => {
      const item = await db.workItem.create({
        data: {
          noun: 'people/tasks',
          subjectId: 1,
          kind: `TRY_${++tries}`,
          title: '试',
          duty: 'DESIGNER',
          shopId: cast.shopId,
          openedAt: now(),
        },
      })
      return item.id
    },
    // Holders of the duty, its lead, and above.
    sees: ['designer', 'operations-lead'],
    may: {
      list: EVERYBODY,
      claim: ['designer'],
      urge: ['owner', 'operations-lead', 'service-lead'],
    },
  },
  'people/notices': {
    situation: 'an inbox of one’s own',
    sees: [],
    may: { list: EVERYBODY, read: EVERYBODY },
  },
  'people/staff': {
    situation: 'the designer, who reports to the operations lead',
    make: (cast) => Promise.resolve(cast.ids.designer),
    // Colleagues in service are known to everybody.
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      // Oneself, those above, owner and HR.
      file: ['owner', 'operations-lead', 'designer', 'hr'],
      'sign-ins': ['owner', 'designer'],
      create: ['owner'],
      edit: ['owner'],
      assignment: ['owner'],
      suspend: ['owner'],
      resume: ['owner'],
      leave: ['owner'],
      'password-reset': ['owner'],
      'end-sessions': ['owner', 'designer'],
      'change-password': ['designer'],
      'second-factor': ['designer'],
      'recovery-codes': ['designer'],
      'second-factor-reset': ['owner'],
    },
    when: { suspend: ['ACTIVE'], resume: ['SUSPENDED'], leave: ['ACTIVE', 'SUSPENDED'] },
  },
  'people/shops': {
    situation: 'the first shop, open',
    make: (cast) => Promise.resolve(cast.shopId),
    sees: OURS,
    may: { list: EVERYBODY, create: ['owner'], edit: ['owner'], close: ['owner'], reopen: ['owner'] },
  },
  'people/organization': {
    situation: 'the chart and what positions answer for',
    sees: [],
    may: { list: EVERYBODY, mine: EVERYBODY, guides: EVERYBODY, 'edit-guide': ['owner'] },
    doors: { ':position': 'DESIGNER' },
  },
  'people/calendars': {
    situation: 'the office calendar',
    make: async () => (await db.workCalendar.findUniqueOrThrow({ where: { key: 'office' } })).id,
    sees: EVERYBODY,
    may: { list: EVERYBODY, edit: ['owner', 'operations-lead'] },
  },
  'people/holidays': {
    situation: 'a company day entered by hand for all calendars',
    make: async () => {
      const day = { day: dateColumn('2026-03-16'), kind: 'HOLIDAY' as const, name: '店庆' }
      return (
        (await db.calendarDay.findFirst({ where: day })) ?? (await db.calendarDay.create({ data: day }))
      ).id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: ['owner', 'operations-lead'],
      edit: ['owner', 'operations-lead'],
      // The row is gone after the first who may.
      remove: ['owner', 'operations-lead'],
      announce: ['owner', 'operations-lead'],
    },
  },
  'people/saved-views': {
    situation: 'a view of the list of tasks that the designer has saved',
    make: async (cast) => {
      const view = { personId: cast.ids.designer, list: '/people/tasks', name: `视图 ${++tries}` }
      return (await db.savedView.create({ data: { ...view, query: 'kind=ERRAND', createdAt: now() } })).id
    },
    // Nobody else's, not even the owner's.
    sees: ['designer'],
    may: { list: EVERYBODY, create: EVERYBODY, remove: ['designer'] },
  },
  'people/parameters': {
    situation: 'a number that a department declares',
    sees: [],
    may: { list: EVERYBODY, edit: ['owner', 'operations-lead'] },
    doors: { ':key': 'people.first-password-days' },
  },
  'people/rights': {
    situation: 'what everybody may',
    sees: [],
    may: { list: EVERYBODY },
  },
  'people/jobs': {
    situation: 'failed three times',
    make: async () => {
      const job = { name: `job-${++tries}`, label: '整理', cron: '* * * * *', knownAt: now() }
      const failed = {
        state: 'FAILING' as const,
        failures: 3,
        lastError: '磁盘空间不足',
        lastFailedAt: now(),
      }
      return (await db.jobRecord.create({ data: { ...job, ...failed } })).id
    },
    sees: ['owner', 'operations-lead'],
    may: {
      list: ['owner', 'operations-lead'],
      retry: ['owner', 'operations-lead'],
      fail: NOBODY,
      stall: NOBODY,
      recover: NOBODY,
    },
    when: { fail: ['WORKING', 'OVERDUE'], stall: ['WORKING'], recover: ['FAILING', 'OVERDUE'] },
  },
  'people/backups': {
    situation: 'failed for want of space',
    make: async () => {
      const failed = { state: 'FAILED' as const, failure: '磁盘空间不足' }
      return (await db.backup.create({ data: { number: `BF${++tries}`, startedAt: now(), ...failed } })).id
    },
    sees: ['owner'],
    may: {
      list: ['owner'],
      create: ['owner'],
      settle: ['owner'],
      finish: NOBODY,
      prove: NOBODY,
      fail: NOBODY,
      copy: NOBODY,
      expire: NOBODY,
    },
    when: {
      finish: ['MAKING'],
      prove: ['MADE'],
      fail: ['MAKING', 'MADE'],
      settle: ['FAILED'],
    },
  },
}
