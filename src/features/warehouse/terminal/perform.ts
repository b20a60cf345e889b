import type { Decision } from './interpret/decision.ts'
import type { Question, Screen } from './hand.ts'
import { addToBatch, dropFromBatch, emptyBatch, handOver } from './perform/handing-over.ts'
import { check, closeParcel, openParcel, pack, uncheck } from './perform/packing.ts'
import type { Performed, Scene } from './perform/performed.ts'
import { closeWave, finishWave, openWave, pick, stand, unpick } from './perform/picking.ts'
import { firstDraft, noteDraft, report } from './perform/reporting.ts'
import { answer, refusal } from './words.ts'

/** Does what a scan means, in the scan's own transaction. What a deed refuses is thrown on. */
export function perform(scene: Scene, decision: Decision): Performed | Promise<Performed> {
  const { code } = scene.reading
  switch (decision.do) {
    case 'refuse':
      return {
        outcome: refusal(decision.why, code, decision.about),
        ...(decision.why === 'not-offered' ? { hand: { asked: scene.inHand.hand.asked } } : {}),
      }
    case 'go':
      return {
        outcome: answer('info', 'go', code, screenWords[decision.screen]),
        hand: {
          screen: decision.screen,
          ...(decision.screen === 'problem' ? { problem: firstDraft(scene) } : {}),
        },
      }
    case 'lock':
      return { outcome: answer('info', 'lock', code, '已锁定', '刷工牌或输入 PIN 继续。'), lock: true }
    case 'ask':
      return {
        outcome: answer('ask', 'ask', code, ...questionWords(decision.question, decision.about ?? '')),
        hand: { asked: decision.question, screen: askedOn[decision.question.kind] },
      }
    case 'forget':
      return { outcome: answer('info', 'forget', code, '已取消', '请继续扫码。') }
    case 'ready':
      return { outcome: answer('info', 'ready', code, '请扫码') }
    case 'open-parcel':
      return openParcel(scene, decision)
    case 'close-parcel':
      return closeParcel(scene)
    case 'check':
      return check(scene, decision)
    case 'uncheck':
      return uncheck(scene)
    case 'pack':
      return pack(scene, decision)
    case 'open-wave':
      return openWave(scene, decision)
    case 'close-wave':
      return closeWave(scene)
    case 'stand':
      return stand(scene, decision)
    case 'pick':
      return pick(scene, decision)
    case 'unpick':
      return unpick(scene)
    case 'finish-wave':
      return finishWave(scene, decision)
    case 'add-to-batch':
      return addToBatch(scene, decision)
    case 'drop-from-batch':
      return dropFromBatch(scene)
    case 'empty-batch':
      return emptyBatch(scene)
    case 'hand-over':
      return handOver(scene)
    case 'draft':
      return noteDraft(scene, decision)
    case 'report':
      return report(scene, decision)
  }
}

export const screenWords = {
  menu: '菜单',
  pick: '拣货',
  pack: '验货打包',
  'hand-over': '交接快递',
  problem: '问题货品',
} as const

/** A question is answered on its own screen, also when the menu led to it. */
const askedOn: Record<Question['kind'], Screen> = {
  'take-parcel': 'pack',
  carrier: 'pack',
  'take-wave': 'pick',
  'finish-wave': 'pick',
  'hand-over': 'hand-over',
  'empty-batch': 'hand-over',
}

function questionWords({ kind }: Question, about: string): [title: string, text: string] {
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
  }
}
