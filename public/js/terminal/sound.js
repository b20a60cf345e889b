/** Sounds that differ without looking: made here, no files. */
const melodies = {
  ok: [[1320, 0.07]],
  done: [
    [880, 0.09],
    [1175, 0.09],
    [1568, 0.16],
  ],
  info: [[660, 0.1]],
  ask: [
    [740, 0.12],
    [0, 0.05],
    [740, 0.12],
  ],
  wrong: [
    [196, 0.2],
    [0, 0.06],
    [165, 0.34],
  ],
  kept: [[440, 0.05]],
}

let context

/** Plays the sound of a tone. Silent where the browser has no sound or nobody has pressed a key yet. */
export function play(tone) {
  const Context = window.AudioContext
  // Browsers let nobody sound before a key was pressed, and complain about those who try.
  if (!Context || navigator.userActivation?.hasBeenActive === false) return
  context ??= new Context()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  const volume = context.createGain()
  volume.gain.value = tone === 'wrong' ? 0.5 : 0.25
  volume.connect(context.destination)
  let at = context.currentTime
  for (const [frequency, seconds] of melodies[tone] ?? melodies.info) {
    if (frequency > 0) {
      const note = context.createOscillator()
      note.type = tone === 'wrong' ? 'square' : 'sine'
      note.frequency.value = frequency
      note.connect(volume)
      note.start(at)
      note.stop(at + seconds)
    }
    at += seconds
  }
}
