import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { isBadgeCode, newBadgeCode } from '../../../../src/features/warehouse/badges/codes.ts'
import { isSecret } from '../../../../src/lib/passwords.ts'
import { hashToken } from '../../../../src/lib/tokens.ts'
import type { Cast } from '../../../setup/cast.ts'
import { PASSWORD, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let app: Application
let lead: Visitor

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
})

/** The code on the card that an answer prints. */
const codeOn = (html: string): string => load(html)('.ho-label-code').first().text()

describe('a badge', () => {
  it('is printed once as a barcode, kept as a hash, and revokes the one before', async () => {
    const fields = { personId: String(cast.ids['warehouse-clerk']), current: PASSWORD }
    const first = codeOn((await lead.post('/warehouse/badges', fields)).text)
    const answer = await lead.post('/warehouse/badges', fields)
    const code = codeOn(answer.text)
    expect(isBadgeCode(code)).toBe(true)
    expect(answer.text).toContain('<svg class="ho-barcode"')
    const rows = await db.badge.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map(({ codeHash, revokedAt }) => [codeHash, revokedAt !== null])).toEqual([
      [hashToken(first), true],
      [hashToken(code), false],
    ])
    const kept = await db.$queryRaw<{ text: string }[]>`
      SELECT to_jsonb(h)::text AS text FROM history h UNION ALL SELECT to_jsonb(f)::text FROM form_tokens f
      UNION ALL SELECT sess::text FROM sessions`
    expect(kept.map(({ text }) => text).join()).not.toContain(code)
    expect((await lead.get(`/warehouse/badges/${rows[1]?.id}`)).text).not.toContain(code)
  })

  it('isn’t shown a second time when the form is sent again', async () => {
    const fields = {
      personId: String(cast.ids['warehouse-clerk']),
      current: PASSWORD,
      _token: crypto.randomUUID(),
    }
    expect(codeOn((await lead.post('/warehouse/badges', fields)).text)).not.toBe('')
    const again = await lead.post('/warehouse/badges', fields)
    expect(codeOn(again.text)).toBe('')
    expect(again.text).toContain('工牌条码已经显示过一次')
    expect(await db.badge.count()).toBe(1)
  })

  it('is issued to clerks only', async () => {
    const answer = await lead.post('/warehouse/badges', {
      personId: String(cast.ids.designer),
      current: PASSWORD,
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('工牌只发给在职的仓管')
    expect(await db.badge.count()).toBe(0)
  })

  it.each([
    ['no password', '', '请填写您的密码'],
    ['a wrong password', 'wrong-password', '密码不正确'],
  ])('is not issued with %s, and the holder stays chosen', async (_case, current, words) => {
    const personId = String(cast.ids['warehouse-clerk'])
    const answer = await lead.post('/warehouse/badges', { personId, current })
    const page = load(answer.text)
    expect([answer.status, page('[name=personId] option[selected]').attr('value')]).toEqual([422, personId])
    expect(page('main').text()).toContain(words)
    expect(await db.badge.count()).toBe(0)
  })

  it('is seen by its holder, who sees no other', async () => {
    await lead.post('/warehouse/badges', {
      personId: String(cast.ids['warehouse-clerk']),
      current: PASSWORD,
    })
    const clerk = await visit(app, 'warehouse-clerk')
    expect((await clerk.get('/warehouse/badges')).text).toContain('赵大勇')
    const { id } = await db.badge.findFirstOrThrow()
    await db.badge.update({ where: { id }, data: { personId: cast.ids.designer } })
    expect((await clerk.get(`/warehouse/badges/${id}`)).status).toBe(404)
  })

  it('has a code that no other code of ours looks like', () => {
    for (let i = 0; i < 50; i += 1) expect(isBadgeCode(newBadgeCode())).toBe(true)
    for (const other of [
      'CK20261123-0001',
      '6901234567892',
      'CMD-OK',
      'GP123',
      'GP12345678901234567890123O',
      '',
    ])
      expect(isBadgeCode(other)).toBe(false)
  })
})

describe('a PIN', () => {
  const set = async (fields: Record<string, string>): Promise<{ status: number; text: string }> => {
    const clerk = await visit(app, 'warehouse-clerk')
    return clerk.post('/warehouse/badges/pin', { current: PASSWORD, pin: '7294', again: '7294', ...fields })
  }
  const stored = async (): Promise<string | null> =>
    (await db.account.findUniqueOrThrow({ where: { personId: cast.ids['warehouse-clerk'] } })).pinHash

  it('is set by its owner with the password, and kept as a slow hash', async () => {
    expect((await set({ pin: '７２９４', again: '7294' })).status).toBe(303)
    const hash = await stored()
    expect(hash).toMatch(/^\$argon2id\$/)
    expect(await isSecret('7294', hash)).toBe(true)
    expect(await db.historyEntry.findFirstOrThrow({ where: { deed: 'change-password' } })).toMatchObject({
      subjectId: cast.ids['warehouse-clerk'],
      remark: '终端 PIN',
      changes: null,
    })
  })

  it.each([
    ['a wrong password', { current: 'wrong-password' }, '密码不正确'],
    ['two that differ', { again: '7295' }, '两次输入的 PIN 不同'],
    ['one that is easily guessed', { pin: '1234', again: '1234' }, '这个 PIN 太容易猜到'],
  ])('is refused with %s', async (_case, fields, words) => {
    const answer = await set(fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await stored()).toBeNull()
  })

  it('is nothing for people who don’t work at terminals', async () => {
    expect((await lead.get('/warehouse/badges/pin')).status).toBe(403)
  })
})
