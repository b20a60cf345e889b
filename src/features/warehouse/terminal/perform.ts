import type { Decision } from './interpret/decision.ts'
import { beginPlace, count, countAs, finishPlace, leavePlace, nextPlace, uncount } from './perform/count.ts'
import { addToBatch, dropFromBatch, emptyBatch, handOver } from './perform/hand-over.ts'
import { check, closeParcel, openParcel, pack, uncheck } from './perform/pack.ts'
import type { Performed, Scene } from './perform/performed.ts'
import { workAfterHours } from './perform/after-hours.ts'
import { closeWave, finishWave, openWave, pick, stand, unpick } from './perform/pick.ts'
import { firstDraft, noteDraft, report } from './perform/problem.ts'
import {
  beginUnannounced,
  closeDelivery,
  openDelivery,
  postDelivery,
  put,
  receive,
  reject,
  unreceive,
} from './perform/receive.ts'
import { carry, moveCarried } from './perform/transfer.ts'
import {
  closeReturn,
  closeUnknown,
  judge,
  noteUnknown,
  openReturn,
  putReturned,
  registerParcel,
  settle,
  takeBackLast,
  unnoteUnknown,
} from './perform/returns.ts'
import { askedOn, questionWords } from './questions.ts'
import { screens } from './screens.ts'
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
        outcome: answer('info', 'go', code, screens[decision.screen].label),
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
    case 'work-after-hours':
      return workAfterHours(scene, decision)
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
      return dropFromBatch(scene, decision)
    case 'empty-batch':
      return emptyBatch(scene)
    case 'hand-over':
      return handOver(scene)
    case 'open-return':
      return openReturn(scene, decision)
    case 'close-return':
      return closeReturn(scene)
    case 'judge':
      return judge(scene, decision)
    case 'take-back':
      return takeBackLast(scene)
    case 'put-returned':
      return putReturned(scene, decision)
    case 'settle-return':
      return settle(scene)
    case 'register-unknown':
      return registerParcel(scene, decision)
    case 'note-unknown':
      return noteUnknown(scene, decision)
    case 'unnote-unknown':
      return unnoteUnknown(scene)
    case 'close-unknown':
      return closeUnknown(scene)
    case 'begin-place':
      return beginPlace(scene, decision)
    case 'count':
      return count(scene, decision)
    case 'count-as':
      return countAs(scene, decision)
    case 'uncount':
      return uncount(scene)
    case 'finish-place':
      return finishPlace(scene)
    case 'next-place':
      return nextPlace(scene, decision)
    case 'leave-place':
      return leavePlace(scene)
    case 'draft':
      return noteDraft(scene, decision)
    case 'report':
      return report(scene, decision)
    case 'open-delivery':
      return openDelivery(scene, decision)
    case 'begin-unannounced':
      return beginUnannounced(scene)
    case 'close-delivery':
      return closeDelivery(scene)
    case 'receive':
      return receive(scene, decision)
    case 'unreceive':
      return unreceive(scene)
    case 'reject':
      return reject(scene, decision)
    case 'put':
      return put(scene, decision)
    case 'post-delivery':
      return postDelivery(scene)
    case 'carry':
      return carry(scene, decision)
    case 'move-goods':
      return moveCarried(scene, decision)
  }
}
