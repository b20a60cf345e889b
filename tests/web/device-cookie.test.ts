import express from 'express'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { randomToken } from '../../src/lib/tokens.ts'
import { demandDeviceCsrf, deviceCsrf, deviceToken, keepDeviceToken } from '../../src/web/device-cookie.ts'

const secret = randomToken()
const app = express()
app.set('trust proxy', 1)
app.get('/keep', (req, res) => {
  keepDeviceToken(req, res, secret)
  res.end()
})
app.get('/read', (req, res) => {
  res.json(deviceToken(req) ?? null)
})
app.get('/demand', (req, res) => {
  demandDeviceCsrf(req, secret)
  res.end('ok')
})

const https = { 'X-Forwarded-Proto': 'https' }

describe('the cookie of a terminal', () => {
  it('lasts as long as browsers allow, and neither scripts nor other sites get at it', async () => {
    const { headers } = await request(app).get('/keep')
    const cookie = String(headers['set-cookie'])
    for (const part of [`terminal=${secret}`, 'Max-Age=34560000', 'Path=/', 'HttpOnly', 'SameSite=Strict'])
      expect(cookie).toContain(part)
    expect(cookie).not.toContain('Secure')
  })

  it('is bound to the host and to https where there is https', async () => {
    const { headers } = await request(app).get('/keep').set(https)
    expect(String(headers['set-cookie'])).toMatch(/^__Host-terminal=.*; Secure/)
    const read = await request(app).get('/read').set(https).set('Cookie', `terminal=${secret}`)
    expect(read.body).toBeNull()
  })

  it.each([
    ['terminal', `terminal=${secret}`, secret],
    ['terminal among others', `theme=dark; terminal=${secret}; house=x`, secret],
    ['none', 'theme=dark', null],
    ['one too short', 'terminal=abc', null],
    ['one with strange signs', `terminal=${secret.slice(0, 42)}%`, null],
  ])('is read: %s', async (_case, cookie, found) => {
    expect((await request(app).get('/read').set('Cookie', cookie)).body).toBe(found)
  })
})

describe('the token of a terminal’s page', () => {
  it('follows from the secret, and nothing else passes', async () => {
    const right = deviceCsrf(secret)
    expect(deviceCsrf(secret)).toBe(right)
    expect((await request(app).get('/demand').set('X-CSRF-Token', right)).status).toBe(200)
    for (const wrong of ['', 'x', deviceCsrf(randomToken()), secret])
      expect((await request(app).get('/demand').set('X-CSRF-Token', wrong)).status, wrong).toBe(403)
  })
})
