import type { Refusal } from './interpret/decision.ts'
import type { Outcome, Tone } from './outcome.ts'

/** The sentence for a refusal: a few large words, and what to do now. `about` is a number, name or place. */
type Words = (about: string) => readonly [title: string, text: string]

const refusals: Record<Refusal, Words> = {
  unknown: () => ['无法识别的条码', '系统里没有这个条码。请重扫一次；仍不行就换货或报告问题货品。'],
  badge: () => ['这是工牌', '要换人请先锁定（F9），再刷工牌。'],
  'wave-not-here': (about) => [`这是波次 ${about}`, '拣货请先回到菜单（F7），再选“拣货”。'],
  'place-not-here': (about) => [`这是库位 ${about}`, '这一步不需要扫库位。'],
  'parcel-not-here': (about) => [`这是发货单 ${about}`, '这一步不需要扫发货单。'],
  'goods-not-here': (about) => ['这是商品条码', `交接时请扫包裹上的快递面单。${about}`],
  'delivery-not-here': (about) => [`这是到货单 ${about}`, '收货请先回到菜单（F7），再选“收货验收”。'],
  'number-not-here': () => ['现在不需要输入数字', '请按屏幕上的提示操作。'],

  'nothing-asked': () => ['没有需要确认的内容', '请继续扫码。'],
  'nothing-open': () => ['没有可取消的内容', '请继续扫码。'],
  'nothing-to-undo': () => ['没有可撤销的扫描', '请继续扫码。'],
  'not-offered': () => ['没有这个选项', '请输入屏幕上列出的编号。'],

  'not-this-order': (about) => ['不是本单商品', `${about}。请放到一边，拿本单的商品。`],
  complete: (about) => ['这款已经够了', `${about || '数量已齐'}。多出的请放回。`],
  'carton-too-many': (about) => ['整箱数量太多', `本单只差 ${about} 件，请拆箱逐件扫。`],
  quarantined: (about) => ['这件货在隔离中', `${about}。不能发出，请送回隔离区。`],

  'need-parcel': () => ['请先扫发货单', '还没有打开的包裹，商品暂不计数。'],
  'same-parcel': (about) => ['已经打开这个包裹', `${about}。请扫商品。`],
  'other-parcel': (about) => ['先完成当前包裹', `${about} 还没有打包。要放下它请按取消（Esc）。`],
  incomplete: (about) =>
    about ? [`还差 ${about} 件`, '请先扫齐商品，再扫面单。'] : ['还没有填完', '请按屏幕提示继续。'],
  'need-waybill': () => ['已验齐，请扫快递面单', '扫面单后才算打包。'],
  'wrong-waybill': (about) => ['面单不是这个包裹的', `应为 ${about}。请核对面单。`],
  'not-picked': (about) => ['还没有拣货', `${about} 要先拣货完成，才能验货。`],
  'out-of-stock': (about) => ['这个包裹缺货', `${about} 在等补货，请放到一边。`],
  packed: (about) => ['已经打包', `${about} 不用再验。`],
  shipped: (about) => ['已经发货', `${about} 已交给快递。`],
  stopped: (about) => ['包裹被拦截，不要发出', `${about || '等待处理'}。请放到拦截区。`],
  cancelled: (about) => ['订单已取消，不要发出', `${about} 的货品请放回货架。`],
  gone: () => ['包裹已不存在', '请换一个。'],

  'need-wave': () => ['请先扫波次号', '波次号印在拣货单顶部。'],
  'need-place': (about) => ['请先扫库位', about ? `下一个库位 ${about}。` : '走到库位后先扫库位码。'],
  'need-goods': () => ['请先扫商品', '扫一件商品后再输入件数。'],
  'other-wave': (about) => ['先完成当前波次', `${about} 还没有拣完。要放下它请按取消（Esc）。`],
  'same-wave': (about) => ['已经打开这个波次', `${about}。请扫库位。`],
  'wave-ended': (about) => ['波次已经结束', `${about} 已拣完或已取消。`],
  'not-this-wave': (about) => ['不是本波次的商品', `${about}。请放回原处。`],
  'other-place': (about) => ['库位不对', `这款应在 ${about} 拣。`],
  'place-not-in-wave': (about) => ['这个库位没有要拣的货', about ? `下一个库位 ${about}。` : '全部已拣齐。'],
  'place-done': (about) => ['这个库位已拣完', about ? `下一个库位 ${about}。` : '全部已拣齐。'],
  'too-many': (about) => ['数量太多', `这里只差 ${about} 件。`],

  'in-batch': (about) => ['这个包裹已经扫过', `${about}。`],
  'not-packed': (about) => ['还没有打包', `${about} 要先验货打包，才能交接。`],
  'other-carrier': (about) => ['不是这家快递的包裹', `正在交接 ${about}，请放到一边。`],
  'batch-empty': () => ['还没有扫包裹', '请逐个扫包裹上的快递面单。'],

  'need-return': (about) => [
    '请先扫退回包裹的运单',
    about ? `${about} 先放一边。` : '没有运单的，扫订单号或发货单号。',
  ],
  'same-return': (about) => ['已经打开这张退货单', `${about}。请扫退回的商品。`],
  'other-return': (about) => [
    '先完成当前退货',
    `${about} 还没有验完。按确认（F2）完成，或按取消（Esc）放下。`,
  ],
  'return-settled': (about) => ['这个退货已经验收过', `${about}。再来的包裹请交给客服核对。`],
  'not-sent': (about) => ['这个包裹还没有发出', `${about} 在打包流程里，不是退货。`],
  'need-verdict': () => ['先判定上一件', '良品按确认（F2），次品输入编号，扫错了按取消（Esc）。'],
  'not-to-count': (about) => ['这个库位不用盘', `${about} 不在没有结束的盘点单里。`],
  'place-counted': (about) => ['这个库位已经盘完', `${about}。请扫下一个库位。`],
  'recount-by-another': (about) => ['要换一个人复盘', `${about} 的初盘是您盘的，请同事来复盘。`],
  'same-place': (about) => ['就在这个库位', `${about}。请扫商品，盘完按确认（F2）。`],
  'other-place-open': (about) => ['先盘完当前库位', `${about} 盘完按确认（F2），放下按取消（Esc）。`],
  'not-asked-here': (about) => ['这款这次不用盘', `${about}。请放回原处。`],
  'need-delivery': () => ['请先扫到货单', '没有到货单的货，按下一单（F8）登记。'],
  'same-delivery': (about) => ['已经打开这张到货单', `${about}。请扫货品。`],
  'other-delivery': (about) => ['先完成当前到货单', `${about} 还没有提交。要放下它请按取消（Esc）。`],
  'delivery-ended': (about) => ['到货单已经验收完', `${about}。又到的货按下一单（F8）登记。`],
  'delivery-cancelled': (about) => ['到货单已取消，不要收货', `${about}。请联系采购。`],
  'nothing-counted': () => ['还没有清点货品', '请逐件扫货品，再提交。'],
  'need-counted': () => ['请先扫货品', '扫一件货品后，再输入件数、选问题或扫库位。'],
  'not-storage': (about) => ['不是存储库位', `${about} 不放可售的货，请扫货架上的库位码。`],

  'need-from': () => ['请先扫移出的库位', '先扫货现在所在的库位，再扫货品。'],
  'same-shelf': (about) => ['移出和移入是同一个库位', `${about}。请扫要放到的库位。`],
  'not-lying': (about) => ['这个库位没有这款货', about],
  'too-few': (about) => ['这个库位没有这么多', about],
  'other-goods': (about) => ['一次只移一款货', `请先把 ${about} 放好，再移别的。`],

  'stale-session': () => ['这条扫描来自上一次登录，未生效', '请核对这件货，需要时重扫。'],
  'stale-subject': () => ['屏幕上的内容已变，这条扫描未生效', '请看清当前包裹后重扫。'],
  'out-of-order': () => ['扫描顺序中断，这条未生效', '请重扫。'],
  'after-refusal': () => ['前一条扫描有误，这条未生效', '请先处理上一条，再重扫这件。'],
  failed: (about) => ['没有成功', about],
}

/** Refusals that tell something but mean no mistake. */
const HINTS: ReadonlySet<Refusal> = new Set<Refusal>([
  'same-parcel',
  'same-wave',
  'same-return',
  'same-place',
  'in-batch',
  'nothing-asked',
  'nothing-open',
  'nothing-to-undo',
])

/** The answer to a scan that isn't taken. */
export function refusal(why: Refusal, code: string, about = ''): Outcome {
  const [title, text] = refusals[why](about)
  return { tone: HINTS.has(why) ? 'info' : 'wrong', title, text, code, did: why }
}

/** An answer of another kind. */
export function answer(
  tone: Tone,
  did: string,
  code: string,
  title: string,
  text = '',
  more: Pick<Outcome, 'goods' | 'undoes'> = {},
): Outcome {
  return { tone, did, code, title, text, ...more }
}
