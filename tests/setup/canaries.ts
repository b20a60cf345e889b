/**
 * Buyers that tests bring in where it matters that nobody sees them: names, phones and streets so peculiar that one
 * found anywhere has got out. Regions are shown to everybody, so they are ordinary.
 */
export interface Canary {
  readonly nick: string
  readonly name: string
  readonly phone: string
  readonly address: string
}

export const CANARIES: readonly Canary[] = [
  {
    nick: 'tb红嘴相思鸟',
    name: '欧阳金丝雀',
    phone: '13900018642',
    address: '浙江省 杭州市 余杭区 白头鹎路 8642 号 3 单元',
  },
  {
    nick: '戴胜鸟的小店',
    name: '蓝翡翠',
    phone: '13700029753',
    address: '四川省 成都市 武侯区 朱鹮巷 97 弄',
  },
]

/** What of them may stand nowhere: parts long enough that chance doesn't write them. */
const TRACES = [
  ...['红嘴相思', '金丝雀', '13900018642', '139-0001-8642', '00018642', '白头鹎', '8642 号'],
  ...['戴胜鸟', '蓝翡翠', '13700029753', '00029753', '朱鹮', '97 弄'],
]

/** The traces of canaries in a text. */
export function tracesIn(text: string): string[] {
  return TRACES.filter((trace) => text.includes(trace))
}
