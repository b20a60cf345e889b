import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { moveCount, planCount } from '../../../../src/features/warehouse/counts/actions.ts'
import { addDays, dayOf, now } from '../../../../src/lib/dates.ts'
import { Gun, alsoClerk, badgeFor, terminal } from '../../../setup/terminal.ts'
import { countRow, linesAt, placeAt, plan } from '../counts/counting.ts'
import type { Floor } from './floor.ts'
import { floor } from './floor.ts'

let here: Floor
let gun: Gun
let countId: number

/** Twenty pieces of each of three goods; the first has a barcode and a carton's code for five. */
beforeEach(async () => {
  here = await floor()
  gun = here.gun
  const act = { ...here.crew.lead, at: now() }
  countId = (await planCount(act, plan({ due: addDays(dayOf(now()), 1) }))).id
})

const at = (i: number): number => here.goods[i]?.locationId ?? 0
const code = (i: number): string => here.goods[i]?.code ?? ''
const shelf = async (i: number): Promise<string> =>
  (await db.location.findUniqueOrThrow({ where: { id: at(i) } })).code
/** A second clerk at a second terminal. */
async function another(): Promise<Gun> {
  await alsoClerk(here.cast, 'quality-inspector')
  const other = new Gun(here.app, (await terminal('二号台')).secret)
  await other.signIn({ badge: await badgeFor(here.cast, 'quality-inspector') })
  await other.open('/count')
  return other
}

describe('counting at the terminal', () => {
  it('is told nothing of what should be there by the screen that moves goods', async () => {
    await gun.scan('CMD-MOVE')
    const { outcome } = await gun.scan(await shelf(0))
    expect(outcome).toMatchObject({ did: 'carry', title: `移出 ${await shelf(0)}` })
    expect(outcome?.text).not.toContain('20')
    await gun.scan('6901234567892')
    const refused = (await gun.scan('99')).outcome
    expect(refused).toMatchObject({ did: 'too-few' })
    expect(refused?.text).not.toContain('20')
  })

  it('goes from shelf to shelf by gun alone: pieces, cartons, typed numbers, undo, and the next shelf', async () => {
    const stood = await gun.scan(await shelf(0))
    expect(stood.outcome?.did).toBe('begin-place')
    expect(stood.page?.screen).toBe('count')
    expect((await gun.scan('6901234567892')).outcome).toMatchObject({ did: 'count', title: '1 件' })
    expect((await gun.scan('16901234567899')).outcome).toMatchObject({ title: '6 件' })
    expect((await gun.scan('21')).outcome).toMatchObject({ title: '21 件' })
    expect((await gun.scan('CMD-UNDO')).outcome).toMatchObject({ title: '已撤销，现在 6 件' })
    expect((await gun.scan('20')).outcome).toMatchObject({ title: '20 件' })
    expect((await gun.scan(await shelf(1))).outcome).toMatchObject({ did: 'ask' })
    const next = await gun.scan(await shelf(1))
    expect(next.outcome).toMatchObject({ did: 'begin-place', title: `库位 ${await shelf(1)}` })
    expect(await placeAt(at(0))).toMatchObject({ state: 'COUNTED' })
    await gun.scan(code(1))
    await gun.scan('20')
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({ did: 'finish-place' })
    expect(gun.bound.subject).toBeNull()
    await gun.scan(await shelf(2))
    await gun.scan(code(2))
    await gun.scan('20')
    expect((await gun.scan('CMD-OK')).outcome?.text).toContain('等主管复核')
    expect(await countRow(countId)).toMatchObject({ state: 'REVIEW', counters: ['赵大勇'] })
  })

  it('never shows what the book says', async () => {
    await gun.scan(await shelf(0))
    const { page } = await gun.scan(code(0))
    expect(page?.html).not.toMatch(/>20</)
    expect(page?.html).toContain('已盘 <b>1</b> 件')
    expect((await gun.open('/count')).text).not.toMatch(/\b20 件/)
  })

  it('takes an empty shelf on confirming twice, and lets another count it again', async () => {
    await gun.scan(await shelf(0))
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({ did: 'ask' })
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({
      did: 'finish-place',
      text: expect.stringContaining('复盘'),
    })
    const other = await another()
    expect(await gun.did(await shelf(0))).toBe('recount-by-another')
    const again = await other.scan(await shelf(0))
    expect(again.outcome).toMatchObject({ did: 'begin-place', text: expect.stringContaining('复盘') })
    expect(again.page?.html).toContain(code(0))
    expect(await other.did(code(1))).toBe('not-asked-here')
    await other.scan(code(0))
    await other.scan('20')
    await other.scan('CMD-OK')
    expect(await linesAt(at(0))).toMatchObject([{ firstCounted: 0, counted: 20, recount: false }])
  })

  it('has a message of its own for each wrong scan', async () => {
    await gun.open('/count')
    expect(await gun.did(code(0))).toBe('need-place')
    expect(await gun.did('DB-01')).toBe('not-to-count')
    await gun.scan(await shelf(0))
    expect(await gun.did(await shelf(0))).toBe('same-place')
    expect(await gun.did('7')).toBe('need-goods')
    expect(await gun.did('NO-SUCH-CODE')).toBe('unknown')
    expect(await gun.did('CMD-NEXT')).toBe('other-place-open')
    for (const scanned of [code(0), '20', 'CMD-OK']) await gun.scan(scanned)
    expect(await gun.did(await shelf(0))).toBe('place-counted')
  })

  it('keeps what was counted through a reload, a lock and another screen', async () => {
    await gun.scan(await shelf(0))
    await gun.scan('16901234567899')
    await gun.scan('CMD-LOCK')
    await gun.signIn({ badge: here.badge })
    await gun.open()
    expect((await gun.open('/count')).text).toContain('已盘 <b>5</b> 件')
    expect((await gun.scan('16901234567899')).outcome).toMatchObject({ title: '10 件' })
  })

  it('a shelf in another’s hands is asked about, and begun anew when it is taken over', async () => {
    await gun.scan(await shelf(0))
    await gun.scan('16901234567899')
    const other = await another()
    expect((await other.scan(await shelf(0))).outcome).toMatchObject({
      did: 'ask',
      text: expect.stringContaining('赵大勇'),
    })
    expect(await other.did('CMD-OK')).toBe('begin-place')
    expect((await gun.scan(code(0))).outcome).toMatchObject({ did: 'need-place' })
    expect((await other.scan(code(0))).outcome).toMatchObject({ title: '1 件' })
  })

  it('says so when the count has ended meanwhile', async () => {
    await gun.scan(await shelf(0))
    await moveCount({ ...here.crew.lead, at: now() }, await countRow(countId), 'void', '改天再盘')
    expect(await gun.did(code(0))).toBe('need-place')
    expect(await gun.did(await shelf(0))).toBe('not-to-count')
  })
})
