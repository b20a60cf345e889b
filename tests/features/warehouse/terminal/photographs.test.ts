import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { photosOf } from '../../../../src/work/photos.ts'
import { PICTURE } from '../../../setup/picture.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let here: Floor
let parcel: { id: number; number: string }

/** A parcel lies open on the packing table. */
beforeEach(async () => {
  here = await floor()
  await want(here, 1)
  const [first] = await onTable(here)
  if (!first) throw new Error('no parcel')
  parcel = first
  await here.gun.open('/pack')
  await here.gun.scan(parcel.number)
})

const fields = (of = `warehouse/shipments/${parcel.id}`, token: string = randomUUID()) => ({
  of,
  screen: 'pack',
  token,
})
const kept = () => photosOf('warehouse/shipments', parcel.id)

describe('pictures at the terminal', () => {
  it('are kept with what lies open, under the clerk and the device', async () => {
    const shown = await here.gun.open('/pack')
    expect(shown.text).toContain(`data-photo="warehouse/shipments/${parcel.id}"`)
    const answer = await here.gun.photos(fields(), [PICTURE, PICTURE])
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ title: '已保存 2 张照片' })
    const [photo, , ...more] = await kept()
    expect(more).toEqual([])
    const clerk = await db.person.findUniqueOrThrow({ where: { id: here.cast.ids['warehouse-clerk'] } })
    expect(photo?.personName).toBe(clerk.name)
    expect(
      await db.historyEntry.findFirstOrThrow({ where: { deed: 'photograph', subjectId: parcel.id } }),
    ).toMatchObject({ deviceId: here.deviceId, personId: clerk.id })
  })

  it('are kept once, however often they are sent', async () => {
    const sent = fields()
    await here.gun.photos(sent, [PICTURE])
    expect((await here.gun.photos(sent, [PICTURE])).status).toBe(200)
    expect(await kept()).toHaveLength(1)
  })

  it('of something that is no longer in hand are refused, and it is said where to add them', async () => {
    const answer = await here.gun.photos(fields(`warehouse/shipments/${parcel.id + 1}`), [PICTURE])
    expect(answer.status).toBe(409)
    expect((answer.body as { error: string }).error).toContain('在单据页面补传')
    await here.gun.scan('CMD-CANCEL')
    expect((await here.gun.photos(fields(), [PICTURE])).status).toBe(409)
    expect((await here.gun.open('/pack')).text).toContain('data-photo="" hidden')
    expect(await kept()).toEqual([])
  })

  it('that are none are refused with what is wrong', async () => {
    const none = await here.gun.photos(fields(), [Buffer.from('not a picture')])
    expect(none.status).toBe(422)
    expect((none.body as { error: string }).error).toContain('不是照片')
    expect((await here.gun.photos(fields(), [])).status).toBe(422)
    expect(await kept()).toEqual([])
  })

  it('wait while the terminal is locked, and are taken from no other machine or page', async () => {
    await here.gun.post('lock')
    expect((await here.gun.photos(fields(), [PICTURE])).body).toEqual({ why: 'locked' })
    await here.gun.signIn({ badge: here.badge })
    expect((await here.gun.photos(fields(), [PICTURE], 'wrong')).status).toBe(403)
    expect(await kept()).toEqual([])
    expect((await here.gun.photos(fields(), [PICTURE])).status).toBe(200)
    expect(await kept()).toHaveLength(1)
  })
})
