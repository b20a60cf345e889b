import { orTaken } from '../../../database/unique.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { locations } from './noun.ts'
import type { Location } from './policy.ts'

export type LocationInput = Pick<Location, 'code' | 'zone' | 'goodsClass'>

const TAKEN = '这个库位编码已被使用，请换一个'

/**
 * A new location. What it is for stays for ever: the ledger counts by it.
 * @throws FieldError for a code in use, or a second packed location
 */
export function createLocation(
  act: Act,
  input: LocationInput & Pick<Location, 'kind'>,
): Promise<{ id: number }> {
  return orTaken('code', TAKEN, () =>
    deed(act, async (act) => {
      const other = input.kind === 'PACKED' && (await packedLocation(act))
      if (other) throw new FieldError({ kind: `打包待发的库位只能有一个，已有 ${other.code}` })
      const { id } = await door.create(locations, act, { ...input, createdAt: act.at })
      return { id }
    }),
  )
}

/** @throws FieldError for a code in use */
export async function editLocation(act: Act, location: Location, input: LocationInput): Promise<void> {
  await orTaken('code', TAKEN, () => door.edit(locations, act, location, input))
}

/**
 * Closes a location that holds nothing and is nobody's home.
 * @throws Conflict while something would be lost by it
 */
export async function archiveLocation(act: Act, location: Location): Promise<void> {
  await deed(act, async (act) => {
    if (location.archivedAt) throw new Conflict('这个库位已经停用。')
    // Waits for movements into it that are under way, and keeps later ones out until this deed has ended.
    await act.tx.$queryRaw`SELECT id FROM locations WHERE id = ${location.id} FOR UPDATE`
    const held = await act.tx.stockBalance.findFirst({
      where: { locationId: location.id, quantity: { gt: 0 } },
      select: { sku: { select: { code: true } } },
    })
    if (held) throw new Conflict(`库位里还有货品（${held.sku.code}），移走以后才能停用。`)
    const home = await act.tx.sku.findFirst({
      where: { homeLocationId: location.id },
      select: { code: true },
    })
    if (home) throw new Conflict(`${home.code} 的常用库位在这里，改到别处以后才能停用。`)
    await demandNothingToComeBack(act, location)
    await door.edit(locations, act, location, { archivedAt: act.at }, { deed: 'archive' })
  })
}

/** Parcels that are unpacked or stopped, and goods that turn out to be good, go back where they were taken from. */
async function demandNothingToComeBack({ tx }: OpenAct, { id }: Location): Promise<void> {
  const [parcel] = await tx.$queryRaw<{ number: string }[]>`
    SELECT s.number FROM shipments s
    WHERE s.packed_at IS NOT NULL AND s.state IN ('PACKED', 'STOPPED') AND EXISTS (
      SELECT 1 FROM stock_movements m
      WHERE m.noun = 'warehouse/shipments' AND m.subject_id = s.id AND m.location_id = ${id}
      GROUP BY m.sku_id HAVING sum(m.quantity) < 0)
    ORDER BY s.id LIMIT 1`
  if (parcel) throw new Conflict(`${parcel.number} 的货品从这里取出，交接或放回以后才能停用。`)
  const set = await tx.quarantineCase.findFirst({
    where: { locationId: id, state: { in: ['OPEN', 'REWORKING', 'WRITE_OFF_ASKED'] } },
    select: { number: true },
  })
  if (set) throw new Conflict(`${set.number} 的隔离货品原来放在这里，处理完以后才能停用。`)
}

/** @throws Conflict when it would be the second packed location */
export async function restoreLocation(act: Act, location: Location): Promise<void> {
  await deed(act, async (act) => {
    if (!location.archivedAt) throw new Conflict('这个库位正在使用。')
    const other = location.kind === 'PACKED' && (await packedLocation(act))
    if (other) throw new Conflict(`打包待发的库位只能有一个，已有 ${other.code}。`)
    await door.edit(locations, act, location, { archivedAt: null }, { deed: 'restore' })
  })
}

function packedLocation(act: OpenAct): Promise<{ code: string } | null> {
  return act.tx.location.findFirst({ where: { kind: 'PACKED', archivedAt: null }, select: { code: true } })
}
