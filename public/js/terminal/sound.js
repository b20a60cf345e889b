/**
 * Sounds that tell answers apart without looking: made here, no files. A letter is a note, `a` the lowest; a capital
 * lasts longer, a blank is a pause. An answer that has a motif of its own is heard by it, every other by its tone.
 */
const motifs = {
  // By tone
  ok: 'd',
  done: 'acE',
  info: 'B',
  ask: 'c E',
  kept: 'ba',
  wrong: 'dCA',
  // What happens most, or must never be overlooked
  unknown: 'A A',
  'not-this-order': 'dA',
  complete: 'aaaa',
  quarantined: 'adadaD',
  'other-place': 'aD',
  cancelled: 'DCA',
  stopped: 'DADA',
  'batch-held': 'DAdA',
  // Pieces
  'not-this-wave': 'dAA',
  'too-many': 'aaaA',
  'carton-too-many': 'aaaaA',
  // Rising: another thing than what is waited for
  badge: 'ac aA',
  'number-not-here': 'ac a',
  'goods-not-here': 'ac aa',
  'wave-not-here': 'ac A',
  'place-not-here': 'ac AA',
  'parcel-not-here': 'ac AAA',
  // Even: nothing is wrong, nothing is done
  'nothing-asked': 'bb',
  'nothing-open': 'bbb',
  'nothing-to-undo': 'b b',
  'same-parcel': 'bb b',
  'same-wave': 'bb bb',
  'in-batch': 'bbb b',
  'not-offered': 'b bB',
  // Falling: the parcel
  'need-parcel': 'ca A',
  'other-parcel': 'ca C',
  incomplete: 'ca aA',
  'need-waybill': 'ca aC',
  'wrong-waybill': 'ca CA',
  'not-picked': 'ca AA',
  'out-of-stock': 'ca AAA',
  packed: 'ca a',
  shipped: 'ca aa',
  gone: 'ca aaa',
  'not-packed': 'ca CC',
  'other-carrier': 'ca cA',
  'batch-empty': 'ca aaA',
  // Knocking: the walk
  'need-wave': 'aa A',
  'need-place': 'aa C',
  'need-goods': 'aa AA',
  'other-wave': 'aa CA',
  'wave-ended': 'aa AC',
  'place-not-in-wave': 'aa aC',
  'place-done': 'aa CC',
  // A step down first: deliveries
  'delivery-not-here': 'dca',
  'need-delivery': 'dcc',
  'same-delivery': 'dcd',
  'other-delivery': 'dcA',
  'delivery-ended': 'dcC',
  'delivery-cancelled': 'dcD',
  'nothing-counted': 'dcaa',
  'need-counted': 'dcac',
  'not-storage': 'dcaA',
  // Even first: from shelf to shelf
  'need-from': 'cca',
  'same-shelf': 'ccd',
  'not-lying': 'ccA',
  'too-few': 'ccC',
  'other-goods': 'ccD',
  // A leap up first: returns
  'need-return': 'ada',
  'same-return': 'add',
  'other-return': 'adA',
  'return-settled': 'adD',
  'not-sent': 'adaa',
  'need-verdict': 'adac',
  // A step up first: counting
  'not-to-count': 'bcd',
  'place-counted': 'bcaA',
  'recount-by-another': 'bcaC',
  'same-place': 'bcca',
  'other-place-open': 'bccc',
  'not-asked-here': 'bccd',
  // Long first: it came at the wrong time, or didn't come at all
  'stale-session': 'Ca a',
  'stale-subject': 'Ca aa',
  'out-of-order': 'Ca A',
  'after-refusal': 'Ca aA',
  failed: 'CaA',
  lost: 'Ca CA',
  'sign-in': 'CA',
}

/** The notes' steps are wide, so that none is taken for its neighbour. */
const PITCHES = { a: 196, b: 262, c: 330, d: 440, e: 523 }
const SHORT_S = 0.08
const LONG_S = 0.17
const PAUSE_S = 0.06
/** What isn't wrong sounds higher. */
const BRIGHT = 3

/**
 * The notes of an answer, silence as frequency 0.
 * @param {{ tone: string, did?: string }} outcome
 * @returns {{ frequency: number, seconds: number }[]}
 */
export function motifOf({ tone, did }) {
  const motif = Object.hasOwn(motifs, did) ? motifs[did] : motifs[tone]
  const height = tone === 'wrong' ? 1 : BRIGHT
  return [...motif].map((letter) => {
    const pitch = PITCHES[letter.toLowerCase()]
    if (!pitch) return { frequency: 0, seconds: PAUSE_S }
    return { frequency: pitch * height, seconds: letter in PITCHES ? SHORT_S : LONG_S }
  })
}

let context
/** The answer that still sounds: the newest one silences it, because two at once are none. */
let sounding

/** Plays an answer. Silent where the browser has no sound or nobody has pressed a key yet. */
export function play(outcome) {
  const Context = window.AudioContext
  // Browsers let nobody sound before a key was pressed, and complain about those who try.
  if (!Context || navigator.userActivation?.hasBeenActive === false) return
  context ??= new Context()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  sounding?.disconnect()
  const wrong = outcome.tone === 'wrong'
  const volume = (sounding = context.createGain())
  volume.gain.value = wrong ? 0.5 : 0.25
  volume.connect(context.destination)
  let at = context.currentTime
  for (const { frequency, seconds } of motifOf(outcome)) {
    if (frequency > 0) {
      const note = context.createOscillator()
      note.type = wrong ? 'square' : 'sine'
      note.frequency.value = frequency
      note.connect(volume)
      note.start(at)
      // A breath before the next, or two equal notes would be one.
      note.stop(at + seconds - 0.02)
    }
    at += seconds
  }
}
