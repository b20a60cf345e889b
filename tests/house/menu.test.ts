import { beforeAll, describe, expect, it } from 'vitest'
import { departments } from '../../src/house/departments.ts'
import { menuFor } from '../../src/web/departments.ts'
import type { MenuDepartment } from '../../src/web/parts.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { MEMBERS, actor, castIn } from '../setup/cast.ts'

/** What each position finds in the menu, written by hand from what it works with. */
const PEOPLE = '待办 任务与需求 消息 人员名录 组织架构 店铺 工作日历 规则参数 权限一览'
const CATALOG = '货品 SKU 供应商 宝贝 商家编码'
const ORDERS = '订单 订单审核 未匹配编码 买家'
const WAREHOUSE = [
  '出库：发货单 波次 交接单 发货表',
  '退货与异常：退货 无主包裹 隔离货品 揽收异常 发货差错',
  '入库：到货单 入库单',
  '库内：库存 出入流水 盘点 库位',
  '补货与报表：补货建议 超卖预警 补货规则 季节系数 库存分析',
].join(' ')
const LEDGER = '库存月结 台账核对'

const readers = { 人员: PEOPLE, 商品: CATALOG, 仓库: `${WAREHOUSE} 终端与登记：仓库异常` }
const guarded = { ...readers, 仓库: `${WAREHOUSE} 终端与登记：来访登记 仓库异常` }
const ofOrders = { ...readers, 订单: ORDERS }
const importers = { ...readers, 订单: `${ORDERS} 导入` }
const keepers = { ...importers, 仓库: `${WAREHOUSE} ${LEDGER} 终端与登记：终端 工牌 来访登记 仓库异常` }

const expected: Readonly<Record<Member, Readonly<Record<string, string>>>> = {
  owner: { ...keepers, 人员: `${PEOPLE} 备份 后台任务` },
  'operations-lead': { ...keepers, 人员: `${PEOPLE} 后台任务` },
  'operations-specialist': importers,
  stranger: importers,
  'data-analyst': { ...importers, 仓库: `${WAREHOUSE} ${LEDGER} 终端与登记：仓库异常` },
  'service-lead': ofOrders,
  'service-agent': ofOrders,
  'quality-inspector': { ...ofOrders, 仓库: guarded.仓库 },
  'warehouse-clerk': { ...ofOrders, 仓库: `${WAREHOUSE} ${LEDGER} 终端与登记：工牌 来访登记 仓库异常` },
  designer: readers,
  hr: readers,
}

let cast: Cast
beforeAll(async () => {
  cast = await castIn()
})

describe('the menu', () => {
  it.each(MEMBERS)('of %s leads to what the position works with, and nowhere else', async (member) => {
    const menu = menuFor(departments, await actor(cast, member), '/')
    const inGroup = ({ label, items }: MenuDepartment['groups'][number]): string =>
      `${label === undefined ? '' : `${label}：`}${items.map((item) => item.label).join(' ')}`
    const words = menu.map(({ label, groups }) => [label, groups.map(inGroup).join(' ')])
    expect(Object.fromEntries(words)).toEqual(expected[member])
  })

  it('stands open at the noun whose page is looked at', async () => {
    const menu = menuFor(departments, await actor(cast, 'owner'), '/warehouse/waves/12')
    const open = menu.filter(({ active }) => active)
    const items = open.flatMap(({ groups }) => groups).flatMap((group) => group.items)
    expect(open.map(({ key }) => key)).toEqual(['warehouse'])
    expect(items.filter(({ active }) => active).map(({ label }) => label)).toEqual(['波次'])
  })

  it('has a word for each part of a department that has parts', () => {
    for (const { label, entries } of departments) {
      const grouped = entries.filter(({ menu }) => menu !== undefined).map(({ group }) => group !== undefined)
      expect(new Set(grouped).size, label).toBe(1)
    }
  })
})
