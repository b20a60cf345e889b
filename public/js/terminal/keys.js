import { scanIn, signOf } from './codes.js'

/**
 * Hears the gun and the keyboard wherever the focus is. Keys are read by their place on the keyboard when an input
 * method is at work, so that it can't swallow them; what it commits without keys (a gun that pastes, a soft keyboard)
 * is taken from its text instead.
 */

/** A gun that ends with CR and LF sends Enter twice; the second must not press a button. */
const SECOND_END_MS = 120
/** Within this time after a key, an input method's text is of that key. */
const SAME_KEY_MS = 1000

/**
 * @param {object} hears
 * @param {(code: string) => void} hears.code a whole code, ended by Enter or Tab
 * @param {(text: string) => void} hears.typing what was keyed so far
 * @param {(key: string) => boolean} hears.key a function key or Escape; true when it was of use
 * @param {() => void} hears.any any key at all: somebody is there
 */
export function hear({ code, typing, key, any }) {
  let keyed = []
  let endedAt = -Infinity
  /** When a key was read that an input method may still write as text: that text is no second one. */
  let readAt = -Infinity

  const show = () => typing(keyed.map(({ sign }) => sign).join(''))
  const push = (sign, at) => {
    keyed.push({ sign, at })
    show()
  }
  const clear = () => {
    keyed = []
    show()
  }
  const end = (at) => {
    const scanned = scanIn(keyed)
    endedAt = at
    clear()
    if (scanned.trim() !== '') code(scanned)
  }
  const take = (text, at) => {
    for (const sign of text) {
      if (/[\r\n\t]/.test(sign)) end(at)
      else push(sign, at)
    }
  }

  const onKey = (event) => {
    any()
    const stop = () => {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    const composing = event.isComposing || event.key === 'Process' || event.keyCode === 229
    const name = composing ? event.code : event.key
    if (event.ctrlKey && (event.code === 'KeyJ' || event.code === 'KeyM')) {
      // Line feed and carriage return, as guns spell them with the control key.
      stop()
      if (keyed.length > 0) end(event.timeStamp)
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (name === 'Enter' || name === 'NumpadEnter' || (name === 'Tab' && keyed.length > 0)) {
      if (keyed.length > 0) {
        stop()
        end(event.timeStamp)
      } else if (event.timeStamp - endedAt < SECOND_END_MS) stop()
      return
    }
    if (name === 'Backspace') {
      stop()
      keyed = keyed.slice(0, -1)
      show()
      return
    }
    if (name === 'Escape' && keyed.length > 0) {
      stop()
      clear()
      return
    }
    if (/^(F\d+|Escape)$/.test(name)) {
      if (key(name)) stop()
      return
    }
    const sign =
      !composing && event.key.length === 1
        ? event.key
        : composing
          ? signOf(event.code, event.shiftKey, event.getModifierState('CapsLock'))
          : ''
    if (sign === '') return
    // A blank alone presses the button that has the focus.
    if (sign === ' ' && keyed.length === 0) return
    stop()
    if (composing) readAt = event.timeStamp
    push(sign, event.timeStamp)
  }

  const onCompositionEnd = (event) => {
    if (readAt === -Infinity) take(event.data ?? '', event.timeStamp)
    readAt = -Infinity
    show()
  }

  const onInput = (event) => {
    if (event.isComposing || event.inputType === 'insertCompositionText') return
    event.preventDefault()
    const known = event.timeStamp - readAt < SAME_KEY_MS
    readAt = -Infinity
    if (!known) take(event.data ?? '', event.timeStamp)
  }

  const onPaste = (event) => {
    event.preventDefault()
    take(event.clipboardData?.getData('text') ?? '', event.timeStamp)
  }

  window.addEventListener('keydown', onKey, true)
  document.addEventListener('compositionend', onCompositionEnd, true)
  document.addEventListener('beforeinput', onInput, true)
  document.addEventListener('paste', onPaste, true)
}
