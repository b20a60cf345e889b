import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { pictureType } from '../../../../src/work/photos.ts'
import { arrivedReturn } from '../../../matrix/warehouse-returns.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { PICTURE } from '../../../setup/picture.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let app: Application
let path: string

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  app = testApp()
  path = `/warehouse/returns/${await arrivedReturn(cast)}`
})

/** Sends a file as the form does; returns the answer's status. */
async function send(visitor: Visitor, name: string, content: Buffer): Promise<number> {
  const { text } = await visitor.get(`${path}/photos`)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const { status } = await visitor.agent
    .post(`${path}/photos`)
    .field('_csrf', csrf)
    .attach('photos', content, { filename: name })
  return status
}

describe('pictures of a return', () => {
  it('are told by their first bytes, whatever they are called', () => {
    expect(pictureType(PICTURE)).toBe('image/png')
    expect(pictureType(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(pictureType(Buffer.from('RIFF0000WEBPVP8 '))).toBe('image/webp')
    expect(pictureType(Buffer.from('<svg onload="alert(1)">'))).toBeNull()
  })

  it('are kept with who took them, and shown to those who see the return and nobody else', async () => {
    const clerk = await visit(app, 'warehouse-clerk')
    expect(await send(clerk, 'wrong piece.jpg', PICTURE)).toBe(303)
    expect(await db.photo.findMany({ orderBy: { id: 'desc' }, take: 1 })).toMatchObject([
      { noun: 'warehouse/returns', takenById: cast.ids['warehouse-clerk'] },
    ])
    const ask = async (member: Member) => (await visit(app, member)).get(`${path}/photos/2`)
    const shown = await ask('service-agent')
    expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png'])
    expect(shown.headers['x-content-type-options']).toBe('nosniff')
    expect((await ask('stranger')).status).toBe(404)
    expect((await clerk.get(`${path}/photos/3`)).status).toBe(404)
    expect((await clerk.get(path)).text).toContain(`${path}/photos/2`)
  })

  it('are refused where they are none, and from those who only look', async () => {
    const clerk = await visit(app, 'warehouse-clerk')
    expect(await send(clerk, 'piece.png', Buffer.from('<script>alert(1)</script>'))).toBe(422)
    expect(await send(clerk, 'piece.png', PICTURE.subarray(0, 40))).toBe(422)
    expect(await send(await visit(app, 'designer'), 'piece.png', PICTURE)).toBe(403)
    expect(await db.photo.count()).toBe(1)
  })
})
