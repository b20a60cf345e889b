import type { Application } from 'express'
import { db } from '../../../../src/database/client.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { order, stocked, warehouse } from '../../../setup/parcels.ts'
import { Gun, badgeFor, terminal } from '../../../setup/terminal.ts'
import { testApp } from '../../../setup/web.ts'
import type { Crew } from '../shipments/flow.ts'
import { crewOf, picked } from '../shipments/flow.ts'

/** A warehouse with goods, a crew, a terminal at which the clerk is signed in, and parcels on the packing table. */
export interface Floor {
  cast: Cast
  crew: Crew
  app: Application
  gun: Gun
  badge: string
  deviceId: number
  goods: Goods[]
}

type Goods = Awaited<ReturnType<typeof stocked>>

/** Three kinds of goods, of which twenty pieces each lie on a shelf of their own; the first has a carton's code. */
export async function floor(): Promise<Floor> {
  await freshDatabase()
  const cast = await castIn()
  const crew = await crewOf(cast)
  await warehouse()
  const goods = [await stocked(20), await stocked(20), await stocked(20)]
  const first = goods[0] as Goods
  await db.barcode.createMany({
    data: [
      { code: '6901234567892', skuId: first.id },
      { code: '16901234567899', skuId: first.id, quantity: 5 },
    ],
  })
  await codesOf(cast.shopId, goods)
  const app = testApp()
  const { id: deviceId, secret } = await terminal('一号台')
  const badge = await badgeFor(cast, 'warehouse-clerk')
  const gun = new Gun(app, secret)
  await gun.signIn({ badge })
  return { cast, crew, app, gun, badge, deviceId, goods }
}

async function codesOf(shopId: number, goods: readonly Goods[]): Promise<void> {
  for (const { id, code } of goods) {
    await db.merchantCode.create({
      data: { shopId, code, createdAt: now(), components: { create: { skuId: id, quantity: 1 } } },
    })
  }
}

/** An order of so many pieces of the goods. */
export function want({ cast, goods }: Floor, ...quantities: number[]): ReturnType<typeof order> {
  const lines = quantities.flatMap((quantity, i) =>
    quantity > 0 ? [{ code: (goods[i] as Goods).code, quantity }] : [],
  )
  return order(lines, { shopId: cast.shopId })
}

/** A parcel on the packing table for each order that was wanted. */
export async function onTable({ crew }: Floor): Promise<{ id: number; number: string }[]> {
  return picked(crew)
}
