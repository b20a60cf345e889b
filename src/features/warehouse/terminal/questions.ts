import type { Question, Screen } from './hand.ts'

/** A question is answered on its own screen, also when the menu led to it. */
export const askedOn: Record<Question['kind'], Screen> = {
  'take-parcel': 'pack',
  carrier: 'pack',
  'take-wave': 'pick',
  'finish-wave': 'pick',
  'hand-over': 'hand-over',
  'empty-batch': 'hand-over',
  unannounced: 'receive',
  extra: 'receive',
  fault: 'receive',
  'wrong-class': 'receive',
  'post-delivery': 'receive',
  'move-wrong-class': 'transfer',
}

/** What the terminal asks; `about` is a number or a name. */
export function questionWords({ kind }: Question, about: string): [title: string, text: string] {
  switch (kind) {
    case 'take-parcel':
      return ['这个包裹在别处打开', `${about} 正在处理。按确认（F2）接手，按取消（Esc）放弃。`]
    case 'carrier':
      return ['这张面单是哪家快递？', '请输入下面列出的编号，再按回车。']
    case 'take-wave':
      return ['这个波次有人在拣', `${about} 正在拣货。按确认（F2）接手，按取消（Esc）放弃。`]
    case 'finish-wave':
      return [`还有 ${about} 件没有扫`, '如果已按纸单拣齐，按确认（F2）完成；否则继续扫码。']
    case 'hand-over':
      return [`确认交接 ${about} 件？`, '核对件数后按确认（F2）登记出库，按取消（Esc）继续扫。']
    case 'empty-batch':
      return [`清空已扫的 ${about} 件？`, '按确认（F2）清空，按取消（Esc）保留。']
    case 'unannounced':
      return ['登记一批没有预报的货？', '按确认（F2）开始清点，按取消（Esc）放弃。']
    case 'extra':
      return ['比到货单多', `${about}。按确认（F2）收下，按取消（Esc）放到一边。`]
    case 'fault':
      return ['哪里不合格？', `${about}。请输入下面列出的编号，再按回车。`]
    case 'wrong-class':
      return ['库位品类不符', `${about}。按确认（F2）仍放这里，按取消（Esc）另选库位。`]
    case 'post-delivery':
      return ['提交验收？', `${about}。按确认（F2）入库，按取消（Esc）继续清点。`]
    case 'move-wrong-class':
      return ['库位品类不符', `${about}。按确认（F2）仍放这里，或扫另一个库位。`]
  }
}
