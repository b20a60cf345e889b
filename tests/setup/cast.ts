import { hashSync } from '@node-rs/argon2'
import type { PersonActor, Position } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { directory } from '../../src/features/people/staff/directory.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { moment } from '../../src/lib/dates.ts'
import { seedCalendars } from '../../src/work/calendar-store.ts'

/**
 * The fixed cast that walks through all tests: one person per position in the first shop, and a stranger, the
 * operations specialist of the second shop, who must see nothing of the first.
 */
export const CAST = {
  owner: { position: 'OWNER', superior: null, name: '沈知远' },
  'operations-lead': { position: 'OPERATIONS_LEAD', superior: 'owner', name: '周敏' },
  'operations-specialist': { position: 'OPERATIONS_SPECIALIST', superior: 'operations-lead', name: '林一帆' },
  'service-lead': { position: 'SERVICE_LEAD', superior: 'owner', name: '何嘉' },
  'service-agent': { position: 'SERVICE_AGENT', superior: 'service-lead', name: '吴小雨' },
  designer: { position: 'DESIGNER', superior: 'operations-lead', name: '苏婉' },
  'warehouse-clerk': { position: 'WAREHOUSE_CLERK', superior: 'operations-lead', name: '赵大勇' },
  'data-analyst': { position: 'DATA_ANALYST', superior: 'operations-lead', name: '钱思' },
  'quality-inspector': { position: 'QUALITY_INSPECTOR', superior: 'owner', name: '郑严' },
  hr: { position: 'HR', superior: 'owner', name: '冯晓' },
  stranger: { position: 'OPERATIONS_SPECIALIST', superior: 'owner', name: '陌生人' },
} as const satisfies Record<string, { position: Position; superior: string | null; name: string }>
export type Member = keyof typeof CAST
export const MEMBERS = Object.keys(CAST) as Member[]

/** Everybody's password; hashed once per worker, cheaply: the strength of the hash is tested where it's made. */
export const PASSWORD = 'correct-horse-battery'
const passwordHash = hashSync(PASSWORD, { memoryCost: 1024, timeCost: 1 })

/** Ids of the cast and their shops. */
export interface Cast {
  ids: Record<Member, number>
  /** The shop of everybody but the stranger. */
  shopId: number
  /** The stranger's shop. */
  otherShopId: number
}

/** Puts the cast into an empty database and furnishes the house. */
export async function castIn(at: Date = moment('2026-01-05')): Promise<Cast> {
  furnishHouse()
  await seedCalendars(db, [2026, 2027])
  await atAllHours()
  const shop = await db.shop.create({ data: { name: '示例旗舰店', platform: 'TMALL', createdAt: at } })
  const other = await db.shop.create({ data: { name: '另一家店', platform: 'TAOBAO', createdAt: at } })
  const ids = {} as Record<Member, number>
  for (const member of MEMBERS) {
    const { position, superior, name } = CAST[member]
    const person = await db.person.create({
      data: {
        employeeNumber: member,
        name,
        pinyin: member,
        hiredOn: at,
        createdAt: at,
        account: { create: { passwordHash, mustChangePassword: false, passwordChangedAt: at } },
        assignments: {
          create: {
            position,
            startsAt: at,
            superiorId: superior === null ? null : ids[superior],
            shops: { create: [{ shopId: member === 'stranger' ? other.id : shop.id }] },
          },
        },
      },
    })
    ids[member] = person.id
  }
  return { ids, shopId: shop.id, otherShopId: other.id }
}

/** Warehouses of the tests work day and night; tests of the hours close them again. */
async function atAllHours(): Promise<void> {
  await db.workCalendar.updateMany({
    where: { key: { in: ['inbound', 'outbound'] } },
    data: { weekly: Array<number[][]>(7).fill([[0, 1440]]), observesHolidays: false },
  })
}

/** A member as an actor, as the directory sees them now. */
export async function actor(cast: Cast, member: Member): Promise<PersonActor> {
  const found = await directory.actorOf(cast.ids[member])
  if (!found) throw new Error(`${member} is not in service`)
  return found
}
