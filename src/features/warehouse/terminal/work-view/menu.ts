import type { InHand } from '../in-hand.ts'
import type { Waiting } from '../queries.ts'
import type { Choice } from './parts.ts'

/** What can be done here. */
export interface MenuView {
  view: 'menu'
  /** Today's hours for goods in and out. */
  hours: string
  choices: Choice[]
}

export function menuView(
  { hand, parcel, wave, batch, delivery, turn }: InHand,
  { waves, picked, packed, deliveries, places, hours }: Waiting,
): MenuView {
  return {
    view: 'menu',
    hours,
    choices: [
      { number: '1', label: '拣货', note: wave ? `手上：${wave.number}` : `${waves} 个波次在拣` },
      { number: '2', label: '验货打包', note: parcel ? `手上：${parcel.number}` : `${picked} 个包裹待验` },
      {
        number: '3',
        label: '交接快递',
        note: batch.length > 0 ? `已扫 ${batch.length} 件` : `${packed} 个包裹待交接`,
      },
      { number: '4', label: '问题货品', note: '登记后进入隔离' },
      {
        number: '5',
        label: '收货验收',
        note: delivery ? `手上：${delivery.number}` : `${deliveries} 张到货单待验收`,
      },
      {
        number: '6',
        label: '移库',
        note: hand.carried && hand.carried.quantity > 0 ? `手上 ${hand.carried.quantity} 件` : '从库位到库位',
      },
      { number: '7', label: '盘点', note: turn ? `手上：${turn.location}` : `${places} 个库位要盘` },
    ],
  }
}
