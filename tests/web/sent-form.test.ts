import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import express from 'express'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { SECRETS, sentForm } from '../../src/web/sent-form.ts'

const features = path.resolve(import.meta.dirname, '../../src/features')

describe('a form with a secret', () => {
  it('is never sent back: every field of passwords is known by its name', () => {
    const found = readdirSync(features, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const text = readFileSync(path.join(features, name), 'utf8')
        return [...text.matchAll(/field\(\s*'(\w+)',\s*[^,]+,\s*'password'/g)].map(([, field]) => field)
      })
    expect(found.length).toBeGreaterThan(8)
    // `next` is also where one goes after signing in; as a password it never comes without `current`.
    expect(found.filter((name) => name !== 'next' && !SECRETS.includes(name ?? ''))).toEqual([])
  })

  it('is sent back as long as the secret is empty', async () => {
    const app = express()
    app.use(express.urlencoded({ extended: false }))
    app.post('/form', (sent, response) => response.json(sentForm(sent) ?? null))
    const send = async (body: string): Promise<unknown> =>
      (await request(app).post('/form').send(body)).body as unknown
    const fields = [
      ['name', 'x'],
      ['current', ''],
    ]
    expect(await send('name=x&current=')).toEqual({ action: '/form', fields })
    expect(await send('name=x&current=secret')).toBeNull()
    expect(await send('name=x&current=&current=secret')).toBeNull()
  })
})
