import { hear } from './keys.js'
import { createWho } from './who.js'

/** The page before the work. */
const root = document.querySelector('[data-who]')
const field = document.querySelector('[data-scan-field]')
const who = createWho(root, root.dataset.csrf, () => location.reload())

hear({
  code: (code) => void who.code(code),
  typing: (text) => (field.value = who.typing(text)),
  key: (name) => who.key(name),
  any: () => undefined,
})
