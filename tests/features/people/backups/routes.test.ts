import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { now } from '../../../../src/lib/dates.ts'
import { OpenHouse } from '../../../setup/open-house.ts'
import type { Visitor } from '../../../setup/web.ts'

let owner: Visitor

beforeAll(async () => {
  const house = await OpenHouse.open()
  owner = await house.as('owner')
}, 60_000)

describe('the page of backups', () => {
  it('says that none was ever proven, then when the last one was', async () => {
    const before = load((await owner.get('/people/backups')).text)
    expect(before('.ho-figure').text()).toMatch(/上次可恢复验证\s*从未/)
    expect((await owner.post('/people/backups')).status).toBe(303)
    const after = load((await owner.get('/people/backups')).text)
    expect(after('.ho-figure').text()).toMatch(/上次可恢复验证\s*今天 \d\d:\d\d/)
    expect(after('tbody tr').text()).toContain('可恢复')
  })

  it('shows why one failed, and lets the owner say what was done about it', async () => {
    const { id, number } = await db.backup.create({
      data: { number: 'BF-1', state: 'FAILED', failure: '磁盘空间不足', startedAt: now() },
    })
    const page = await owner.get(`/people/backups/${id}`)
    expect(page.text).toContain('磁盘空间不足')
    const path = `/people/backups/${id}/moves/settle`
    expect((await owner.post(path, { _version: '1', remark: '' })).status).toBe(422)
    expect((await owner.post(path, { _version: '1', remark: '清理了磁盘' })).status).toBe(303)
    expect(await db.backup.findUniqueOrThrow({ where: { number } })).toMatchObject({ state: 'SETTLED' })
  })
})
