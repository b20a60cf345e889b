/** Why scans wait: the network, or the server that wants a pause. */
const WHY = {
  away: { line: '连不上服务器', title: '网络断开', text: '网络恢复后自动上传并核对。', icon: 'cloud-off' },
  paused: { line: '上传暂停', title: '上传太多', text: '一分钟内自动继续上传并核对。', icon: 'clock-pause' },
}

/** What the clerk sees. The server says everything in words and HTML; this only puts it in place. */
export function createScreen(root) {
  const part = (name) => root.querySelector(`[data-${name}]`)
  const field = part('scan-field')
  const line = document.querySelector('[data-terminal-line]')
  const heading = document.querySelector('[data-terminal-title]')
  /** `F2 CMD-OK,…` */
  const keys = new Map(root.dataset.keys.split(',').map((pair) => pair.split(' ')))

  function result({ tone, icon, title, text, code }) {
    const box = part('result')
    box.className = `te-result te-tone-${tone}`
    part('result-icon').className = `ti ti-${icon}`
    part('result-title').textContent = title
    part('result-text').textContent = text
    part('result-code').textContent = code
    // The same words twice are two scans: the box says so to eyes and to screen readers.
    box.dataset.turn = box.dataset.turn === 'a' ? 'b' : 'a'
  }

  return {
    /** What a scan made now is bound to. */
    bound: () => ({
      session: Number(root.dataset.session),
      screen: root.dataset.screen,
      subject: root.dataset.subject === '' ? null : Number(root.dataset.subject),
    }),

    /** The answer to a scan, and the screen as it is after it. */
    show(page) {
      if (String(page.session) !== root.dataset.session) return location.reload()
      root.dataset.subject = page.subject === null ? '' : String(page.subject)
      if (page.screen !== root.dataset.screen) {
        root.dataset.screen = page.screen
        history.replaceState(
          null,
          '',
          `/warehouse/terminal${page.screen === 'menu' ? '' : `/${page.screen}`}`,
        )
        heading.textContent = page.title
        document.title = `${page.title} · ${document.title.split(' · ').at(-1)}`
      }
      part('photo').dataset.photo = page.pictured
      part('photo').hidden = page.pictured === ''
      part('work').innerHTML = page.html
      result(page.result)
      root.querySelector('.te-current')?.scrollIntoView({ block: 'nearest' })
    },

    /** Words that the page itself has to say. */
    say: (tone, title, text) => result({ tone, icon: 'info-circle', title, text, code: '' }),

    /** The scan is safe, but nobody has judged it. */
    kept(code, count, failing) {
      const { title, text, icon } = WHY[failing || 'away']
      result({
        tone: 'ask',
        icon,
        title: `${title}，已暂存 ${count} 条`,
        text: `请继续扫当前包裹。${text}`,
        code,
      })
    },

    /** How many scans aren't judged yet. One or two on their way are nothing to speak of. */
    waiting(count, failing) {
      line.textContent = failing
        ? `${WHY[failing].line}，${count} 条待上传`
        : count > 2
          ? `${count} 条待上传`
          : ''
      line.classList.toggle('te-failing', failing !== '')
      root.dataset.waiting = String(count)
    },

    typing: (text) => (field.value = text),

    /** The code of the command on a key; undefined for other keys. */
    codeOf: (name) => keys.get(name),
  }
}
