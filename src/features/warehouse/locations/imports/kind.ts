import type { LocationKind } from '../../../../generated/prisma/enums.ts'
import { names, text } from '../../../orders/imports/kinds/columns.ts'
import type { Kind } from '../../../orders/imports/kinds/kind.ts'
import type { Parser } from '../../../orders/imports/reading/clean.ts'
import { Fault } from '../../../orders/imports/reading/clean.ts'
import { CLASS_LENGTH, CODE_LENGTH, CODE_RULE, ZONE_LENGTH, kindLabels, locationCode } from '../words.ts'

/** A location as a sheet has it. */
export type LocationFileRow = {
  readonly code: string
  readonly zone?: string
  readonly use?: LocationKind
  readonly goodsClass?: string
}

/** What sheets call the column with a location's code, the template's word first. */
export const CODE_HEADINGS: readonly string[] = [
  '库位编码',
  '库位',
  '库位号',
  '货位',
  '货位编码',
  '货位号',
  '储位',
]

/** A location's code as it's kept. */
export const code: Parser<string> = (said) => {
  const found = locationCode(said)
  if (found === null) return new Fault(CODE_RULE)
  return found.length > CODE_LENGTH ? new Fault(`库位编码不能超过 ${CODE_LENGTH} 个字`) : found
}

const short =
  (label: string, most: number): Parser<string> =>
  (said) =>
    [...said].length > most ? new Fault(`${label}不能超过 ${most} 个字`) : said

const USES: Readonly<Record<string, LocationKind>> = {
  ...Object.fromEntries(Object.entries(kindLabels).map(([kind, label]) => [label, kind as LocationKind])),
  存储区: 'STORAGE',
  存储位: 'STORAGE',
  隔离区: 'QUARANTINE',
  打包待发区: 'PACKED',
}

const use: Parser<LocationKind> = (said) =>
  USES[said] ?? new Fault(`用途要写${Object.values(kindLabels).join('、')}中的一个`)

/** The locations of the warehouse, one row each, as our own list exports them and as people keep them in a sheet. */
export const locationFile: Kind<LocationFileRow> = {
  key: 'LOCATIONS',
  label: '库位',
  signatures: [
    {
      all: [],
      oneOf: [CODE_HEADINGS, ['库区', '库区名称', '所在库区']],
      without: names('数量 实盘数量 商家编码 SKU编码 规格编码 条码 原因 单据 订单编号 交易单号'),
    },
  ],
  generations: [{ name: 'L1', label: '库位表', all: [] }],
  columns: {
    code: { headings: CODE_HEADINGS, parse: code, need: 'always' },
    zone: { headings: ['库区', '库区名称', '所在库区'], parse: short('库区', ZONE_LENGTH), need: 'new' },
    use: { headings: ['用途', '库位类型', '类型'], parse: use },
    goodsClass: {
      ...text('存放货品', '存放品类', '存放商品', '品类'),
      parse: short('存放货品', CLASS_LENGTH),
    },
  },
  // What our own list shows beside.
  unused: names('SKU 现有 序号 备注 仓库 仓库名称'),
  keyOf: (row) => row.code,
  keyLabel: '库位编码',
  groupOf: () => undefined,
  derive: () => ({}),
  contradictions: () => [],
  doubts: () => [],
}
