import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { parameters } from '../../../../src/house/parameters.ts'
import { parameter, parameterValue } from '../../../../src/work/parameters.ts'
import { castIn } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

const days = parameter({
  key: 'people.first-password-days',
  label: '首次密码有效期',
  unit: '天',
  default: 7,
  min: 1,
  max: 30,
})
const path = `/people/parameters/${days.key}`
let lead: Visitor

beforeAll(async () => {
  await castIn()
  lead = await visit(testApp(), 'operations-lead')
})

describe('a number in a rule', () => {
  it('is the default until a lead changes it, and counts from then on', async () => {
    expect(await parameterValue(db, days)).toBe(7)
    expect((await lead.post(path, { value: '１０', remark: '旺季', _version: '0' })).status).toBe(303)
    expect(await parameterValue(db, days)).toBe(10)
    expect((await lead.get('/people/parameters')).text).toContain('已修改')
    expect((await lead.get(`${path}/edit`)).text).toContain('旺季')
    expect(await db.historyEntry.findFirst({ where: { noun: 'people/parameters' } })).toMatchObject({
      deed: 'edit',
      changes: { value: [7, 10] },
    })
  })

  it.each(['0', '31', '1.5', '', 'x', '99999999999'])('is refused as %j', async (value) => {
    expect((await lead.post(path, { value, _version: '1' })).status).toBe(422)
    expect(await parameterValue(db, days)).toBe(10)
  })

  it('is not overwritten by somebody who saw an older one', async () => {
    expect((await lead.post(path, { value: '5', _version: '0' })).status).toBe(409)
    expect(await parameterValue(db, days)).toBe(10)
  })

  it('falls back to the default when a stored value is outside today’s bounds', async () => {
    expect(await parameterValue(db, { ...days, max: 8 })).toBe(7)
  })

  it('that nobody declares does not exist', async () => {
    expect((await lead.get('/people/parameters/people.nothing/edit')).status).toBe(404)
  })

  it('has a key of its own and a default within its bounds', () => {
    expect(new Set(parameters.map(({ key }) => key)).size).toBe(parameters.length)
    expect(() => parameter({ ...days, default: 31 })).toThrow(RangeError)
  })
})
