import type { Duty, Position } from '../actor.ts'
import type { DemoSignIn } from '../features/people/entrance/routes.ts'
import { openShop } from '../features/people/shops/actions.ts'
import { hire } from '../features/people/staff/actions.ts'
import { addDays, dayOf } from '../lib/dates.ts'
import { generatePassword, hashSecret } from '../lib/passwords.ts'
import type { Act } from '../work/act.ts'

interface Role {
  number: string
  name: string
  position: Position
  superior: string | null
  shops: readonly ShopKey[]
  duties?: readonly Duty[]
}

export type ShopKey = 'tmall' | 'taobao'
const both: readonly ShopKey[] = ['tmall', 'taobao']

/** Fourteen people in two shops; employee numbers are the positions in English. */
const roles: readonly Role[] = [
  { number: 'owner', name: '沈知远', position: 'OWNER', superior: null, shops: both },
  {
    number: 'operations-lead',
    name: '周敏',
    position: 'OPERATIONS_LEAD',
    superior: 'owner',
    shops: both,
    duties: ['PURCHASING'],
  },
  {
    number: 'operations-specialist',
    name: '林一帆',
    position: 'OPERATIONS_SPECIALIST',
    superior: 'operations-lead',
    shops: ['tmall'],
  },
  {
    number: 'operations-specialist-2',
    name: '陈嘉怡',
    position: 'OPERATIONS_SPECIALIST',
    superior: 'operations-lead',
    shops: ['taobao'],
  },
  { number: 'service-lead', name: '何嘉', position: 'SERVICE_LEAD', superior: 'owner', shops: both },
  {
    number: 'service-agent',
    name: '吴小雨',
    position: 'SERVICE_AGENT',
    superior: 'service-lead',
    shops: ['tmall'],
  },
  {
    number: 'service-agent-2',
    name: '孙晓彤',
    position: 'SERVICE_AGENT',
    superior: 'service-lead',
    shops: ['taobao'],
  },
  {
    number: 'service-agent-3',
    name: '马思远',
    position: 'SERVICE_AGENT',
    superior: 'service-lead',
    shops: both,
  },
  { number: 'designer', name: '苏婉', position: 'DESIGNER', superior: 'operations-lead', shops: both },
  {
    number: 'warehouse-clerk',
    name: '赵大勇',
    position: 'WAREHOUSE_CLERK',
    superior: 'operations-lead',
    shops: both,
  },
  {
    number: 'warehouse-clerk-2',
    name: '欧阳建国',
    position: 'WAREHOUSE_CLERK',
    superior: 'operations-lead',
    shops: both,
  },
  {
    number: 'data-analyst',
    name: '钱思',
    position: 'DATA_ANALYST',
    superior: 'operations-lead',
    shops: both,
  },
  {
    number: 'quality-inspector',
    name: '郑严',
    position: 'QUALITY_INSPECTOR',
    superior: 'owner',
    shops: both,
  },
  { number: 'hr', name: '冯晓', position: 'HR', superior: 'owner', shops: both },
]

/** The demo's people and shops by their keys. */
export interface DemoTeam {
  people: ReadonlyMap<string, number>
  shops: Record<ShopKey, number>
  signIns: DemoSignIn[]
}

/** Hires the team half a year ago. Everybody gets a password of their own, or all the one that is given. */
export async function hireTeam(act: Act, password?: string): Promise<DemoTeam> {
  const shops = {
    tmall: (await openShop(act, { name: '知远家居旗舰店', platform: 'TMALL' })).id,
    taobao: (await openShop(act, { name: '知远生活馆', platform: 'TAOBAO' })).id,
  }
  const people = new Map<string, number>()
  const signIns: DemoSignIn[] = []
  const shared = password === undefined ? undefined : await hashSecret(password)
  for (const role of roles) {
    const own = password ?? generatePassword()
    const { id } = await hire(
      act,
      {
        employeeNumber: role.number,
        name: role.name,
        hiredOn: addDays(dayOf(act.at), -people.size * 11),
        position: role.position,
        duties: role.duties ?? [],
        superiorId: role.superior === null ? null : (people.get(role.superior) ?? null),
        shopIds: role.shops.map((key) => shops[key]),
      },
      { passwordHash: shared ?? (await hashSecret(own)), mustChange: false },
      true,
    )
    people.set(role.number, id)
    signIns.push({ position: role.position, employeeNumber: role.number, password: own })
  }
  return { people, shops, signIns }
}
