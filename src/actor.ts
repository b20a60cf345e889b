/** Positions decide home page, menu and appraisal scheme; a person holds exactly one at a time. */
export const POSITIONS = [
  'OWNER',
  'OPERATIONS_LEAD',
  'OPERATIONS_SPECIALIST',
  'SERVICE_LEAD',
  'SERVICE_AGENT',
  'DESIGNER',
  'WAREHOUSE_CLERK',
  'DATA_ANALYST',
  'QUALITY_INSPECTOR',
  'HR',
] as const
export type Position = (typeof POSITIONS)[number]

/** Duties add rights to a position. Every position can also be held as a duty; purchasing exists as a duty only. */
export const DUTIES = [...POSITIONS, 'PURCHASING'] as const
export type Duty = (typeof DUTIES)[number]

/** The trade's words, shown everywhere. */
export const dutyLabels: Record<Duty, string> = {
  OWNER: '店铺负责人',
  OPERATIONS_LEAD: '运营主管',
  OPERATIONS_SPECIALIST: '运营专员',
  SERVICE_LEAD: '客服主管',
  SERVICE_AGENT: '客服',
  DESIGNER: '美工',
  WAREHOUSE_CLERK: '仓管',
  DATA_ANALYST: '数据分析员',
  QUALITY_INSPECTOR: '质检员',
  HR: '人事',
  PURCHASING: '采购',
}

/** Positions that see every shop, whatever they are assigned to. */
export const ALL_SHOP_DUTIES: readonly Duty[] = ['OWNER', 'HR', 'QUALITY_INSPECTOR', 'WAREHOUSE_CLERK']

interface Human {
  readonly personId: number
  readonly name: string
  readonly employeeNumber: string
  readonly position: Position
  /** The position and all extra duties. */
  readonly duties: ReadonlySet<Duty>
  /** Shops assigned; `'all'` for positions that see every shop. */
  readonly shops: ReadonlySet<number> | 'all'
  /** Everybody below in the reporting line, at any depth. */
  readonly reports: ReadonlySet<number>
  readonly superiorId: number | null
  /** The reporting line above, the direct superior first: whom to ask for what one may not do oneself. */
  readonly above?: readonly Superior[]
}

/** Somebody above in the reporting line, with the position and all extra duties. */
export interface Superior {
  readonly name: string
  readonly position: Position
  readonly duties: readonly Duty[]
}

/** A person at a browser, signed in with employee number and password. */
export interface PersonActor extends Human {
  readonly kind: 'person'
}

/** A person acting at a registered warehouse device; may reach the terminal's pages only. */
export interface TerminalActor extends Human {
  readonly kind: 'terminal'
  readonly deviceId: number
}

/** The program itself: jobs, first start, demo. `name` tells which part, for history. */
export interface SystemActor {
  readonly kind: 'system'
  readonly name: string
}

/** Who looks or acts. Never optional, never implied. */
export type Actor = PersonActor | TerminalActor | SystemActor

/** The system acting under the name of one of its parts. */
export function system(name: string): SystemActor {
  return { kind: 'system', name }
}

/** The person behind an actor, or null for the system. */
export function personOf(actor: Actor): number | null {
  return actor.kind === 'system' ? null : actor.personId
}

/** Whether an actor may see rows of a shop; the system sees all. */
export function seesShop(actor: Actor, shopId: number): boolean {
  return actor.kind === 'system' || actor.shops === 'all' || actor.shops.has(shopId)
}

/** Whether an actor holds any of the duties, by position or as an extra duty; the system holds none. */
export function holds(actor: Actor, ...duties: Duty[]): boolean {
  return actor.kind !== 'system' && duties.some((duty) => actor.duties.has(duty))
}
