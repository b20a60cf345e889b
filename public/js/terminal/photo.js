import { send } from './server.js'

const AGAIN_MS = 5000

/** Pictures of what lies in hand. They are kept here until the server has them, over locking and a lost network. */
export function createPhoto(root, csrf, { say, away }) {
  const label = root.querySelector('[data-photo]')
  const input = label.querySelector('input')
  let pending = []
  let sending = false

  input.addEventListener('change', () => {
    const files = [...input.files]
    input.value = ''
    input.blur()
    if (files.length === 0) return
    pending.push({ of: label.dataset.photo, files, token: crypto.randomUUID() })
    void resume()
  })

  /** Sends what isn't with the server yet, one after the other. */
  async function resume() {
    if (sending) return
    sending = true
    while (pending.length > 0) {
      say('ask', '照片上传中', '')
      const { status, body, retryAfter } = await send('photos', csrf, formOf(pending[0], root.dataset.screen))
      if (body.why) {
        away(body.why)
        break
      }
      if (status !== 200 && ![400, 403, 409, 413, 422].includes(status)) {
        say('ask', '照片还没有上传', '稍后自动上传，请不要关闭页面。')
        setTimeout(() => void resume(), Math.max(AGAIN_MS, retryAfter * 1000))
        break
      }
      pending = pending.slice(1)
      if (status === 200) say('ok', body.title, '')
      else say('wrong', '照片没有保存', body.error ?? '请重新拍照')
    }
    sending = false
  }

  return {
    resume,
    /** Opens the camera or the picker where there's something to take a picture of. */
    take() {
      if (label.hidden) return false
      input.click()
      return true
    },
  }
}

function formOf({ of, files, token }, screen) {
  const form = new FormData()
  form.append('of', of)
  form.append('screen', screen)
  form.append('token', token)
  for (const file of files) form.append('photos', file)
  return form
}
