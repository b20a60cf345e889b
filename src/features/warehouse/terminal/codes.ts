/** No barcode that we print or that stands on goods is longer. */
const LONGEST = 100

/** What a Chinese input method makes of keys, beyond the full-width signs that Unicode itself folds. */
const CHINESE_SIGNS: Record<string, string> = {
  '。': '.',
  '、': '/',
  '——': '_',
  '—': '-',
  '￥': '$',
  '·': '`',
}

/**
 * What a gun, a keyboard or an input method sent, in one spelling: full-width signs folded to half-width, line ends,
 * tabs and other controls gone, no blanks around, no symbology mark (`]C1`) before. Capitals stay as they came.
 */
export function readCode(raw: string): string {
  const plain = raw
    .normalize('NFKC')
    .replace(/——|[。、—￥·]/g, (sign) => CHINESE_SIGNS[sign] ?? sign)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/^\][A-Za-z]\d/, '')
  return [...plain].slice(0, LONGEST).join('').trim()
}

/**
 * How a code may be written in our records: as it came, in capitals, in small letters, and turned around as a gun
 * does it when the keyboard's capitals are locked. As it came is first.
 */
export function spellings(code: string): string[] {
  const turned = [...code]
    .map((sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase()))
    .join('')
  return [...new Set([code, code.toUpperCase(), code.toLowerCase(), turned])]
}

/** A number that somebody typed (1 to 9999), or null. Codes on goods are longer. */
export function typedNumber(code: string): number | null {
  const number = /^\d{1,4}$/.test(code) ? Number(code) : 0
  return number > 0 ? number : null
}

/** Whether 13 digits are an article number by their check digit: goods then, and never a waybill. */
export function isArticleNumber(code: string): boolean {
  if (!/^\d{13}$/.test(code)) return false
  const sum = [...code].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
