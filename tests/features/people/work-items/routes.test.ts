import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { DAY_MS, HOUR_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let designer: Visitor

async function item(title: string, more: object = {}): Promise<void> {
  const subjectId = (await db.workItem.count()) + 1
  await db.workItem.create({
    data: {
      noun: 'people/tasks',
      subjectId,
      kind: 'TRY',
      title,
      ownerId: cast.ids.designer,
      openedAt: now(),
      ...more,
    },
  })
}

beforeAll(async () => {
  cast = await castIn()
  designer = await visit(testApp(), 'designer')
  await item('补拍主图', { dueAt: plus(now(), -HOUR_MS), shopId: cast.shopId })
  await item('改详情页', { dueAt: plus(now(), 40 * DAY_MS), openedAt: plus(now(), -DAY_MS) })
  await item('看导入', { noun: 'orders/imports' })
})

const titles = async (query: string): Promise<string[]> => {
  const page = load((await designer.get(`/people/work-items?${query}`)).text)
  return page('main tbody tr')
    .toArray()
    .map((row) => page(row).find('td').first().text().trim())
}

describe('the list of open work', () => {
  it.each([
    ['', ['补拍主图', '改详情页', '看导入']],
    ['sort=-due', ['看导入', '改详情页', '补拍主图']],
    ['sort=opened', ['改详情页', '补拍主图', '看导入']],
    ['due=overdue', ['补拍主图']],
    ['noun=people/tasks', ['补拍主图', '改详情页']],
    ['noun=orders/imports', ['看导入']],
    ['q=详情', ['改详情页']],
    ['q=%25', []],
    ['noun=orders/imports&due=overdue', []],
  ])('%j shows what it says', async (query, expected) => {
    expect(await titles(query)).toEqual(expected)
  })

  it('is narrowed down to a shop', async () => {
    expect(await titles(`shop=${cast.shopId}`)).toEqual(['补拍主图'])
  })
})
