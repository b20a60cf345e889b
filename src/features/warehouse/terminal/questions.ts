import type { Question, Screen } from './hand.ts'
import { hoursLabels } from '../stock/hours.ts'
import { screens } from './screens.ts'

/** A question is answered on its own screen, also when the menu led to it. */
export const askedOn: Record<Question['kind'], Screen> = {
  'take-parcel': 'pack',
  carrier: 'pack',
  'take-wave': 'pick',
  'finish-wave': 'pick',
  'hand-over': 'hand-over',
  'empty-batch': 'hand-over',
  judge: 'returns',
  'wrong-piece': 'returns',
  'surplus-piece': 'returns',
  'strange-piece': 'returns',
  'announce-return': 'returns',
  'further-return': 'returns',
  'unknown-parcel': 'returns',
  'settle-return': 'returns',
  'after-hours': 'menu',
  'take-place': 'count',
  'empty-place': 'count',
  'next-place': 'count',
  'leave-place': 'count',
  unannounced: 'receive',
  extra: 'receive',
  fault: 'receive',
  'wrong-class': 'receive',
  'post-delivery': 'receive',
  'move-wrong-class': 'transfer',
}

/** What the terminal asks; `about` is a number or a name. */
export function questionWords(question: Question, about: string): [title: string, text: string] {
  switch (question.kind) {
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
    case 'judge':
      return [`${about}：良品还是次品？`, '良品按确认（F2）；次品输入下面列出的编号，再按回车。']
    case 'wrong-piece':
      return ['不是这张退货单的商品', `${about}。登记为错件按确认（F2），扫错了按取消（Esc）。`]
    case 'surplus-piece':
      return ['这款已经够了，多出一件', `${about}。登记为多退按确认（F2），扫错了按取消（Esc）。`]
    case 'strange-piece':
      return ['不是本店的商品', `条码 ${about}。登记为错件按确认（F2），扫错了按取消（Esc）。`]
    case 'announce-return':
      return ['是本店发出的，没有人登记退货', `${about}。现在登记退货按确认（F2），放弃按取消（Esc）。`]
    case 'further-return':
      return ['这个退货已经验收过', `${about}。又寄来的包裹按确认（F2）收下，扫错了按取消（Esc）。`]
    case 'unknown-parcel':
      return ['没有人等这个包裹', `${about}。登记为无主包裹按确认（F2），换一个条码按取消（Esc）。`]
    case 'settle-return':
      return [`还缺 ${about} 件`, '确实没有就按确认（F2），登记为缺件并完成验收；继续找按取消（Esc）。']
    case 'after-hours': {
      const { label, hours = 'outbound' } = screens[question.screen]
      const title = `现在不是${hoursLabels[hours]}时间`
      return [
        title,
        `${hoursLabels[hours]}时间：${about}。按确认（F2）继续${label}并留下记录，按取消（Esc）放弃。`,
      ]
    }
    case 'take-place':
      return ['这个库位有人在盘', `${about} 正在盘。按确认（F2）接手，从头盘起；按取消（Esc）放弃。`]
    case 'empty-place':
      return [`${about} 是空的？`, '里面没有要盘的货就按确认（F2）；有货请继续扫。']
    case 'next-place': {
      const [here = '', next = ''] = about.split('|')
      return [`${here} 盘完了？`, `再扫一次 ${next}，或按确认（F2）；没盘完按取消（Esc）继续扫。`]
    }
    case 'leave-place':
      return [`放下 ${about}？`, '已扫的件数会清掉。按确认（F2）放下，按取消（Esc）继续盘。']
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
