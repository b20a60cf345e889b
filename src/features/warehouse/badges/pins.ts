/** What a PIN at a terminal may be: short, because it's typed all day, but not what everybody tries first. */
const SHORTEST = 4
const LONGEST = 6

/** Shapes on the keypad and numbers of fortune that lead every list of guessed PINs. */
const FAVORITES = [
  '2580',
  '0852',
  '1470',
  '1590',
  '3570',
  '147258',
  '159357',
  '258369',
  '147369',
  '142536',
  '112233',
  '520131',
  '131452',
  '201314',
  '521521',
  '1314',
  '5201',
  '6688',
  '8866',
  '168168',
]

/** The Chinese sentence why a PIN won't do, or null. `employeeNumber` is its owner's: others know it. */
export function pinFault(pin: string, employeeNumber: string): string | null {
  if (!/^\d*$/.test(pin)) return 'PIN 只能是数字'
  if (pin.length < SHORTEST || pin.length > LONGEST) return `PIN 要有 ${SHORTEST} 到 ${LONGEST} 位数字`
  if (isRun(pin) || isRepetition(pin) || FAVORITES.includes(pin)) return '这个 PIN 太容易猜到，请换一个'
  if (isDate(pin)) return 'PIN 不能是生日或年份的样子，请换一个'
  const digits = employeeNumber.replace(/\D/g, '')
  if (digits !== '' && (pin === digits.padStart(pin.length, '0') || digits.endsWith(pin))) {
    return 'PIN 不能和工号相同，请换一个'
  }
  return null
}

/** Digits that follow each other, up or down, over the nine as well: 1234, 8901, 654321. Equal ones too. */
function isRun(pin: string): boolean {
  const digits = [...pin].map(Number)
  const step = ((digits[1] ?? 0) - (digits[0] ?? 0) + 10) % 10
  if (![0, 1, 9].includes(step)) return false
  return digits.every((digit, i) => i === 0 || (digit - (digits[i - 1] ?? 0) + 10) % 10 === step)
}

/** 1212, 123123, 8888, 1221, 123321. */
function isRepetition(pin: string): boolean {
  const mirrored = [...pin].reverse().join('') === pin && pin.length % 2 === 0
  return /^(\d{1,3})\1+$/.test(pin) || mirrored
}

/** A year of somebody's life, a day of a year, or a day with its year: 1987, 0412, 1204, 870412, 120487, 198704. */
function isDate(pin: string): boolean {
  const part = (from: number): number => Number(pin.slice(from, from + 2))
  const day = (month: number, dayOfMonth: number): boolean =>
    month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31
  const year = /^(19[3-9]|20[0-3])\d/.test(pin)
  if (pin.length === 4) return year || day(part(0), part(2)) || day(part(2), part(0))
  if (pin.length === 5) return false
  return (year && day(part(4), 1)) || day(part(2), part(4)) || day(part(2), part(0)) || day(part(0), part(2))
}
