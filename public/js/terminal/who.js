import { isBadge, plain } from './codes.js'
import { post } from './server.js'
import { play } from './sound.js'

/**
 * Signing in: a badge, or the number before a name and its PIN. Used on the page before the work and on the lock that
 * lies over it.
 * @param {Element} root holds the names, the prompt, the message
 * @param {string} csrf
 * @param {(session: number) => void} entered with the clerk's session
 */
export function createWho(root, csrf, entered) {
  const part = (name) => root.querySelector(`[data-who-${name}]`)
  let chosen = null
  let asked = null
  let busy = false

  const say = (text) => {
    part('message').textContent = text
    part('message').hidden = text === ''
  }
  const show = () => {
    part('list').hidden = chosen !== null || asked !== null
    part('pin').hidden = chosen === null || asked !== null
    part('ask').hidden = asked === null
    part('prompt').textContent = asked
      ? '确认接手？'
      : chosen
        ? `${chosen.name}，请输入 PIN，再按回车`
        : '请刷工牌，或输入姓名前的编号，再按回车'
  }
  const back = () => {
    chosen = null
    asked = null
    say('')
    show()
  }

  async function send(proof, takeOver = false) {
    if (busy) return
    busy = true
    root.setAttribute('aria-busy', 'true')
    const { status, body } = await post('sign-in', csrf, { ...proof, takeOver })
    busy = false
    root.removeAttribute('aria-busy')
    if (status === 200 && body.ok) {
      back()
      return entered(body.session)
    }
    if (status === 403 || body.why === 'revoked') return location.reload()
    if (body.takeOver) {
      asked = proof
      play({ tone: 'ask' })
      say('')
      part('ask-text').textContent = body.message
    } else {
      asked = null
      play({ tone: 'wrong', did: 'sign-in' })
      say(
        status === 0
          ? '连不上服务器，请检查网络后再试。'
          : (body.message ?? body.error ?? '没有成功，请再试。'),
      )
    }
    show()
  }

  const clerks = [...root.querySelectorAll('[data-clerk]')]
  const choose = (button) => {
    if (button.dataset.note) return say(`${button.dataset.name}${button.dataset.note}`)
    say('')
    chosen = { id: Number(button.dataset.clerk), name: button.dataset.name }
    show()
  }
  for (const button of clerks) {
    button.addEventListener('click', () => {
      button.blur()
      choose(button)
    })
  }
  part('confirm').addEventListener('click', () => asked && send(asked, true))
  for (const button of root.querySelectorAll('[data-who-back]')) button.addEventListener('click', back)
  show()

  return {
    /** Shows what is typed, a PIN as dots; returns what may be shown elsewhere. */
    typing(text) {
      const shown = chosen !== null && asked === null ? '●'.repeat(text.length) : text
      part('typed').textContent = shown
      return shown
    },
    /** Takes a code or what was typed. */
    code(code) {
      const text = plain(code)
      if (text === 'CMD-OK') return asked ? send(asked, true) : undefined
      if (text === 'CMD-CANCEL') return back()
      if (isBadge(code)) {
        chosen = null
        return send({ badge: text })
      }
      if (asked) return say('请按确认（F2）接手，或按取消（Esc）。')
      if (chosen)
        return /^\d{4,6}$/.test(text)
          ? send({ personId: chosen.id, pin: text })
          : say('PIN 是 4 到 6 位数字。')
      const found = clerks.find(({ dataset }) => dataset.number === text || plain(dataset.employee) === text)
      return found ? choose(found) : say('请刷工牌，或输入姓名前的编号。')
    },
    /** Escape and F2. */
    key(name) {
      if (name === 'F2' && asked) void send(asked, true)
      else if (name === 'Escape') back()
      return name === 'F2' || name === 'Escape'
    },
  }
}
