import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { followRefunds } from '../../../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { program } from '../../../setup/parcels.ts'
import { refund } from '../../../setup/returns.ts'
import { level, packed, proof } from '../shipments/flow.ts'
import type { Floor } from './floor.ts'
import { floor, want } from './floor.ts'

const PIECE = '6901234567892'
const WAY_BACK = 'YT9900000000001'
const [OK, CANCEL, UNDO, NEXT] = ['CMD-OK', 'CMD-CANCEL', 'CMD-UNDO', 'CMD-NEXT'] as const

let here: Floor
let returnId: number
let second: string
let third: string

/** Two of the first goods and one of the second were sent, and are on their way back; the terminal shows the desk. */
beforeEach(async () => {
  here = await floor()
  const one = await want(here, 2, 1)
  const rows = await packed(here.crew)
  await handOverShipments(
    here.crew.clerk,
    rows.map(({ id }) => id),
    '圆通速递',
  )
  await refund(one, here.cast.shopId, { returnTrackingNumber: WAY_BACK })
  await followRefunds(program, here.cast.shopId)
  returnId = (await db.return.findFirstOrThrow()).id
  second = here.goods[1]?.code ?? ''
  third = here.goods[2]?.code ?? ''
  await here.gun.open('/returns')
})

const did = (code: string): Promise<string | undefined> => here.gun.did(code)
const said = async (code: string): Promise<string> => {
  const { outcome } = await here.gun.scan(code)
  return `${outcome?.title ?? ''} ${outcome?.text ?? ''}`
}
const state = async () => (await db.return.findUniqueOrThrow({ where: { id: returnId } })).state

describe('the returns desk at the terminal', () => {
  it('takes a return back piece by piece, by gun and keys alone', async () => {
    expect(await did(WAY_BACK)).toBe('open-return')
    expect(await state()).toBe('ARRIVED')
    expect(await did(PIECE)).toBe('ask')
    expect(await said(OK)).toMatch(/良品 1 件.*放到/)
    expect(await did(PIECE)).toBe('ask')
    expect(await said('2')).toMatch(/次品 1 件：破损/)
    expect(await did(third)).toBe('ask')
    expect(await said(OK)).toMatch(/错件 1 件/)
    expect(await did(NEXT)).toBe('incomplete')
    expect(await said(OK)).toMatch(/还缺 1 件/)
    expect(await said(OK)).toMatch(/良品 1 件入库，2 件进隔离区，缺 1 件/)
    expect(await state()).toBe('SETTLED')
    expect(await level(here.goods[0]?.id ?? 0)).toMatchObject({ onHand: 20, quarantined: 1 })
    expect(await level(here.goods[1]?.id ?? 0)).toMatchObject({ onHand: 19, quarantined: 0 })
    expect(await level(here.goods[2]?.id ?? 0)).toMatchObject({ onHand: 21, quarantined: 1 })
    expect(
      await db.historyEntry.count({ where: { noun: 'warehouse/returns', deviceId: here.deviceId } }),
    ).toBe(5)
    expect(await db.scan.count({ where: { noun: 'warehouse/returns', subjectId: returnId } })).toBe(10)
    expect(await proof()).toEqual([])
  })

  it('waits for the verdict before the next piece, and forgets or takes back what was a mistake', async () => {
    await did(WAY_BACK)
    await did(PIECE)
    expect(await did(second)).toBe('need-verdict')
    expect(await did(PIECE)).toBe('ask')
    expect(await did(CANCEL)).toBe('forget')
    expect(await did(UNDO)).toBe('nothing-to-undo')
    await did(PIECE)
    await did(OK)
    expect(await did(UNDO)).toBe('take-back')
    expect(await db.returnFinding.count()).toBe(0)
  })

  it('keeps what was judged when the return is put aside, and while another screen is used', async () => {
    await did(WAY_BACK)
    await did(second)
    await did('1')
    expect(await did(CANCEL)).toBe('close-return')
    expect(await did(WAY_BACK)).toBe('open-return')
    expect(await did('CMD-PACK')).toBe('go')
    expect(await did('CMD-RETURN')).toBe('go')
    expect(await did(second)).toBe('ask')
    expect(await db.returnFinding.findMany()).toMatchObject([{ verdict: 'GOOD', quantity: 1 }])
  })

  it('puts good pieces where the clerk scans, and not into the packed or quarantine places', async () => {
    await did(WAY_BACK)
    expect(await did('GL-01')).toBe('failed')
    await did(second)
    await did(OK)
    expect(await did('GL-01')).toBe('failed')
    const other = await db.location.findUniqueOrThrow({ where: { id: here.goods[0]?.locationId ?? 0 } })
    expect(await said(other.code)).toContain(`放到 ${other.code}`)
    expect(await db.returnFinding.findMany()).toMatchObject([{ locationId: other.id }])
  })

  it('asks about a parcel of ours that nobody announced, and refuses what it can’t be', async () => {
    await db.return.updateMany({ data: { state: 'CANCELLED' } })
    await db.refund.deleteMany()
    const { number, trackingNumber } = await db.shipment.findFirstOrThrow()
    expect(await did(trackingNumber ?? '')).toBe('ask')
    expect(await did(OK)).toBe('open-return')
    expect(await did(number)).toBe('other-return'.replace('other', 'same'))
    await did(CANCEL)
    expect(await did('123456')).toBe('unknown')
  })

  it('asks about a further parcel of a return that is done, and refuses when nothing is out any more', async () => {
    await did(WAY_BACK)
    await did(PIECE)
    await did(OK)
    await did(second)
    await did(OK)
    await did(OK)
    expect(await did(OK)).toBe('settle-return')
    expect(await said(WAY_BACK)).toMatch(/已经验收过.*又寄来的包裹/)
    expect(await did(OK)).toBe('open-return')
    await did(PIECE)
    await did(OK)
    expect(await did(OK)).toBe('settle-return')
    expect(await level(here.goods[0]?.id ?? 0)).toMatchObject({ onHand: 20, quarantined: 0 })
    expect(await did(WAY_BACK)).toBe('return-settled')
  })

  it('registers a parcel that nobody expects, with what is in it', async () => {
    expect(await did('SF1234567890123')).toBe('ask')
    expect(await did(OK)).toBe('register-unknown')
    expect(await did(PIECE)).toBe('note-unknown')
    expect(await did('16901234567899')).toBe('note-unknown')
    expect(await did(second)).toBe('note-unknown')
    expect(await said(UNDO)).toBe(`已撤销 1 件 ${second}`)
    expect(await did(OK)).toBe('close-unknown')
    const [one] = await db.unknownParcel.findMany({ include: { lines: true } })
    expect(one).toMatchObject({ trackingNumber: 'SF1234567890123', state: 'OPEN', lines: [{ quantity: 6 }] })
    expect(await db.workItem.findFirst({ where: { noun: 'warehouse/unknown-parcels' } })).toMatchObject({
      duty: 'SERVICE_LEAD',
    })
    expect(await did(PIECE)).toBe('need-return')
  })

  it('takes back piece by piece what was noted of such a parcel, and no more', async () => {
    await did('SF1234567890123')
    await did(OK)
    await did(PIECE)
    await did('16901234567899')
    expect(await said(UNDO)).toContain('已撤销 5 件')
    expect(await did(UNDO)).toBe('unnote-unknown')
    expect(await did(UNDO)).toBe('nothing-to-undo')
    expect(await db.unknownParcelLine.count()).toBe(0)
  })

  it('knows an expected parcel on the menu', async () => {
    await here.gun.open()
    expect(await did(WAY_BACK)).toBe('open-return')
    expect(here.gun.bound).toMatchObject({ screen: 'returns', subject: returnId })
  })
})
