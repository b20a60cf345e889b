import type { Duplex } from 'node:stream'

/** What Node refuses before anything of ours sees it, by its code: the status, and what to do. */
const REFUSALS: Readonly<Record<string, readonly [status: string, words: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    '网络太慢，没有在规定时间内收完，什么也没有保存。请换个网络，或把文件拆小后再上传。',
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    '地址或浏览器附带的信息太长。请减少筛选条件，或清除本站的浏览器数据后重试。',
  ],
}
const NONSENSE = ['400 Bad Request', '浏览器发来的内容不完整，请刷新后重试。'] as const

/** Answers a request that Node's parser gave up on: a page that says how to go on, then the connection ends. */
export function answerRefused(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) {
    socket.destroy()
    return
  }
  const [status, words] = REFUSALS[error.code ?? ''] ?? NONSENSE
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有完成 · 店务台</title><h1>没有完成</h1><p>${words}</p><p><a href="/">回到工作台</a></p></html>`
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(page)}`,
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${page}`, () => socket.destroy())
}

/** Whether part of an answer is on its way: a second one in its midst would be read as part of it. */
function isAnswering(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: { headersSent: boolean } | null }
  return answer?.headersSent ?? false
}
