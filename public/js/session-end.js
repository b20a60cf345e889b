/**
 * When nobody is signed in any more, what a page shows isn't for whoever sits before it now. It's left for the sign-in page; where something has
 * been typed that nobody sent yet, it's covered instead, until the same person is signed in again.
 */
let cover

/** Leaves the page, or covers what was typed on it. */
export function endSession() {
  if (cover) return
  if (!isTyped()) {
    leave()
    return
  }
  cover = document.createElement('dialog')
  cover.className = 'ho-dialog ho-cover'
  cover.setAttribute('aria-labelledby', 'cover-title')
  cover.innerHTML =
    '<h2 class="ho-ask-title" id="cover-title">登录已结束</h2>' +
    '<p>这一页还有没提交的内容，已先遮住。请在新标签页登录，再回到这里继续；换人登录则会离开这一页。</p>' +
    '<div class="ho-ask-foot"><a class="btn btn-primary" href="/login" target="_blank" rel="noopener">去登录</a></div>'
  // Escape would show the page.
  cover.addEventListener('cancel', (event) => event.preventDefault())
  cover.addEventListener('close', () => cover?.showModal())
  document.body.append(cover)
  cover.showModal()
}

/** Somebody is signed in: whoever the page was made for goes on, another one's is left. */
export function goOn(who) {
  if (!cover) return
  if (who !== document.body.dataset.who) {
    leave()
    return
  }
  const over = cover
  cover = undefined
  over.remove()
}

/** Not reloaded: the page may be the answer to a form, which must not be sent again. */
function leave() {
  location.assign(location.pathname + location.search)
}

/** Whether a form holds something that its page didn't; a page with faults holds what was typed before. */
function isTyped() {
  if (document.querySelector('[aria-invalid="true"]')) return true
  return [...document.querySelectorAll('form[method="post"]')].some((form) =>
    [...form.elements].some(isChanged),
  )
}

function isChanged(element) {
  if (element instanceof HTMLSelectElement) {
    const before = [...element.options].findIndex((option) => option.defaultSelected)
    return element.selectedIndex !== Math.max(before, 0)
  }
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue
  if (!(element instanceof HTMLInputElement) || element.type === 'hidden') return false
  if (['checkbox', 'radio'].includes(element.type)) return element.checked !== element.defaultChecked
  return element.value !== element.defaultValue
}
