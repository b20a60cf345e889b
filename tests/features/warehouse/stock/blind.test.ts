import type { CheerioAPI } from 'cheerio'
import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { moveCount } from '../../../../src/features/warehouse/counts/actions.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { location } from '../../../setup/goods.ts'
import { putIn, stocked, warehouse } from '../../../setup/parcels.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { countRow, planned } from '../counts/counting.ts'
import type { Crew } from '../shipments/flow.ts'
import { crewOf } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
let coat: { id: number; code: string; locationId: number }
let other: { id: number; code: string }
let visitors: Record<string, Visitor>
let countId: number

beforeAll(async () => {
  cast = await castIn()
  await warehouse()
  crew = await crewOf(cast)
  coat = await stocked(17)
  other = await location()
  await putIn(coat.id, other.id, 4)
  const app = testApp()
  const members: Member[] = ['warehouse-clerk', 'operations-lead', 'service-agent']
  visitors = Object.fromEntries(await Promise.all(members.map(async (one) => [one, await visit(app, one)])))
  const shelf = await db.location.findUniqueOrThrow({ where: { id: coat.locationId } })
  countId = (await planned(crew.lead, shelf)).id
})

const page = async (member: Member, path: string): Promise<CheerioAPI> =>
  load((await visitors[member]!.get(path)).text)
/** Each page that tells how much lies on the shelf. */
const paths = (): string[] => [
  '/warehouse/stock',
  `/warehouse/stock/${coat.id}`,
  `/warehouse/stock/${coat.id}/transfer`,
  '/warehouse/locations',
  `/warehouse/locations/${coat.locationId}`,
]
const told = async (member: Member): Promise<boolean[]> => {
  const found: boolean[] = []
  for (const path of paths()) {
    const at = await page(member, path)
    at('#movements, .ho-timeline').remove()
    const words = at('main *')
      .toArray()
      .map((one) => at(one).text().trim())
    found.push(words.some((text) => /^(17|21)( 件)?$/.test(text)))
  }
  return found
}

describe('while a location is being counted', () => {
  it('no page of stock tells a clerk how much should be there, and each says why', async () => {
    expect(await told('warehouse-clerk')).toEqual([false, false, false, false, false])
    for (const path of paths())
      expect((await page('warehouse-clerk', path))('main').text()).toContain('盘点中')
  })

  it('other places of the same goods keep their figures', async () => {
    const at = await page('warehouse-clerk', `/warehouse/stock/${coat.id}`)
    const row = at('#balances tbody tr').filter((_, tr) => at(tr).text().includes(other.code))
    expect(row.find('td').eq(2).text()).toBe('4')
  })

  it('who judges the differences sees all of it, and so does who never counts', async () => {
    expect(await told('operations-lead')).toEqual([true, true, true, true, true])
    const agent = await page('service-agent', `/warehouse/stock/${coat.id}`)
    expect(agent('main').text()).toContain('21 件')
  })

  it('the clerk sees it again once counting is over', async () => {
    await moveCount(crew.lead, await countRow(countId), 'void', '改天再盘')
    const clerk = await page('warehouse-clerk', `/warehouse/stock/${coat.id}`)
    expect(clerk('main').text()).toContain('21 件')
    expect(clerk('main').text()).not.toContain('盘点中')
  })
})
