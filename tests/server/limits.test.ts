import { request as ask } from 'node:http'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { filled } from '../setup/client.ts'
import { BadHouse } from './bad-house.ts'

let house: BadHouse

beforeAll(async () => {
  house = await BadHouse.open({ UPLOAD_MINUTES: '1' })
}, 240_000)
afterAll(() => house.close(), 60_000)

const MEGABYTE = 1024 * 1024

interface Answer {
  status: number
  html: string
}

/** Sends a body piece by piece, without saying how long it is. */
function sendChunked(address: string, type: string, pieces: number, accept = 'text/html'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': type, Accept: accept, 'Transfer-Encoding': 'chunked' }
    const request = ask(house.program.address + address, { method: 'POST', headers }, (answer) => {
      let html = ''
      answer.on('data', (text: Buffer) => (html += text.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, html }))
    })
    request.on('error', reject)
    for (let i = 0; i < pieces; i++) request.write('x'.repeat(65_536))
    request.end()
  })
}

/** A socket that has sent what is given; what it was answered until it was closed, and after how many milliseconds. */
function raw(text: string): { socket: Socket; closed: Promise<{ answer: string; after: number }> } {
  const began = performance.now()
  const socket = connect(house.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (part: Buffer) => (answer += part.toString()))
  socket.on('error', () => undefined)
  socket.write(text)
  const closed = new Promise<{ answer: string; after: number }>((resolve) =>
    socket.on('close', () => resolve({ answer, after: performance.now() - began })),
  )
  return { socket, closed }
}

/** Goes on sending one sign now and then, as long as somebody takes it. */
async function trickle(socket: Socket, sign: string): Promise<void> {
  while (!socket.destroyed && socket.writable) {
    socket.write(sign)
    await pause(300)
  }
}

const FORM = 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n'

describe('what is too large', () => {
  it('is refused with a page in words, also without a length', async () => {
    const body = 'x'.repeat(MEGABYTE + 1)
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' }
    const told = await house.program.fetch('/login', { method: 'POST', body, headers })
    const untold = await sendChunked('/login', 'application/x-www-form-urlencoded', 20)
    for (const { status, html } of [{ status: told.status, html: await told.text() }, untold]) {
      expect(status).toBe(413)
      expect(load(html)('h1').text()).toBe('内容太大')
    }
  })

  it('is refused to the terminal in its own language', async () => {
    const { status, html } = await sendChunked(
      '/warehouse/terminal/scans',
      'application/json',
      20,
      'application/json',
    )
    expect(status).toBe(413)
    expect(JSON.parse(html)).toMatchObject({ error: expect.stringMatching(/[一-龥]/) })
  })

  it('is refused as a file, with or without a length, and nothing of it stays', async () => {
    const client = await house.signedIn('operations-specialist')
    const html = await client.page('/orders/imports/new')
    const blob = new Blob(['x'.repeat(6 * MEGABYTE)])
    const fields = { shopId: String(house.cast.shopId), files: { blob, name: 'orders.csv' } }
    const body = filled(html, '/orders/imports', fields)
    const told = await client.request('/orders/imports', { method: 'POST', body })
    expect([told.status, load(await told.text())('h1').text()]).toEqual([413, '内容太大'])
    const whole = new Response(body)
    const type = whole.headers.get('content-type') ?? ''
    const untold = await fetch(`${house.program.address}/orders/imports`, {
      method: 'POST',
      headers: { cookie: client.cookie, 'Content-Type': type, Accept: 'text/html' },
      body: whole.body,
      duplex: 'half',
    })
    expect(untold.status).toBe(413)
    expect(await db.import.count()).toBe(0)
    await expect.poll(() => readdirSync(path.join(house.folder.path, 'house', 'uploads'))).toEqual([])
  })
})

describe('what is too slow', () => {
  it('is cut off while its headers trickle', async () => {
    const { socket, closed } = raw('GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    void trickle(socket, 'a')
    const { answer, after } = await closed
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(after).toBeLessThan(10_000)
  })

  it('or longer than an address may be, or no request at all, is answered with a page that says how to go on', async () => {
    const long = await raw(`GET /login?a=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`).closed
    expect(long.answer).toMatch(/^HTTP\/1\.1 431 /)
    expect(long.answer).toContain('减少筛选条件')
    const nonsense = await raw('你好\r\n\r\n').closed
    expect(nonsense.answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(nonsense.answer).toContain('请刷新后重试')
  })

  it.each([
    ['with a length', `${FORM}Content-Length: 100000\r\n\r\n`, 'a'],
    ['in pieces', `${FORM}Transfer-Encoding: chunked\r\n\r\n`, '1\r\na\r\n'],
  ])('is cut off while a form trickles %s, with a page', async (_how, head, sign) => {
    const { socket, closed } = raw(head)
    void trickle(socket, sign)
    const { answer, after } = await closed
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('网络太慢')
    expect(after).toBeLessThan(10_000)
  })

  it('is cut off while a file trickles, later, and nothing of it stays; nor when the sender goes away', async () => {
    const { cookie } = await house.signedIn('operations-specialist')
    const head = [
      'POST /orders/imports HTTP/1.1',
      'Host: x',
      `Cookie: ${cookie}`,
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 1000000',
    ]
    const part = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
    const { socket, closed } = raw(`${head.join('\r\n')}\r\n\r\n${part}`)
    void trickle(socket, 'a')
    const folder = path.join(house.folder.path, 'house', 'uploads')
    await expect.poll(() => readdirSync(folder).length, { timeout: 10_000 }).toBe(1)
    const other = raw(`${head.join('\r\n')}\r\n\r\n${part}aaaa`)
    await expect.poll(() => readdirSync(folder).length, { timeout: 10_000 }).toBe(2)
    other.socket.destroy()
    await expect.poll(() => readdirSync(folder).length, { timeout: 10_000 }).toBe(1)
    const { answer, after } = await closed
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('把文件拆小后再上传')
    expect(after).toBeGreaterThan(50_000)
    expect((await house.program.fetch('/healthz')).status).toBe(200)
    await expect.poll(() => readdirSync(folder), { timeout: 10_000 }).toEqual([])
  }, 90_000)

  it('keeps nobody else waiting', async () => {
    const slow = Array.from({ length: 200 }, (_, i) =>
      raw(i % 2 === 0 ? 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ' : `${FORM}Content-Length: 5000\r\n\r\na`),
    )
    await pause(300)
    const began = performance.now()
    expect((await house.program.fetch('/login')).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(15_000)
    const ends = await Promise.all(slow.map(({ closed }) => closed))
    expect(ends.filter(({ answer }) => !answer.startsWith('HTTP/1.1 408 '))).toEqual([])
  })

  it('ends as a page of its own when the database takes too long', async () => {
    const client = await house.signedIn()
    const blocker = await pool.connect()
    await blocker.query('BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE')
    const answer = await client.request('/people/tasks')
    await blocker.query('ROLLBACK')
    blocker.release()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30'])
    expect(load(await answer.text())('h1').text()).toBe('等待太久，已停止')
    expect((await client.request('/people/tasks')).status).toBe(200)
  })
})
