/**
 * Money is whole fen (分). Columns are PostgreSQL `integer`, so an amount lies within ±21,474,836.47 yuan;
 * that's checked here, where amounts come in, and again by the database.
 */
export const MAX_FEN = 2_147_483_647

/** Why a text isn't an amount; the words are shown beside the field or row. */
export const moneyProblems = {
  empty: '没有填写金额',
  unknown: '不是金额',
  precise: '金额最多两位小数',
  large: '金额超出范围（最大 21,474,836.47 元）',
} as const
export type MoneyProblem = keyof typeof moneyProblems
export type Parsed = { ok: true; fen: number } | { ok: false; problem: MoneyProblem }

const refuse = (problem: MoneyProblem): Parsed => ({ ok: false, problem })
const AMOUNT = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/

/**
 * Fen from an amount in yuan as people type it and platforms export it: `1234.5`, `1,234.50`, `¥12`, `￥-12.00`,
 * `12元`, full-width digits, `(12.00)` for minus twelve. Commas only where thousands are parted, because `1,23`
 * could be a decimal comma. More than two decimals are refused, not rounded. A number (a numeric cell) may be
 * off by the binary noise of spreadsheets, such as 12.340000000000002, and is taken to the fen it means.
 */
export function parseYuan(value: string | number): Parsed {
  if (typeof value === 'number') return fromNumber(value)
  let text = value.normalize('NFKC').replace(/−/g, '-').replace(/\s/g, '')
  if (text === '') return refuse('empty')
  const bracketed = /^\((.*)\)$/.exec(text)
  if (bracketed) text = `-${bracketed[1]}`
  // NFKC has made ￥ into ¥; the sign may stand before or after it.
  text = text
    .replace(/元$/, '')
    .replace(/^(-?)¥/, '$1')
    .replace(/^\+/, '')
  const found = AMOUNT.exec(text)
  const [, sign, whole = '', decimals = ''] = found ?? []
  if (!found || whole + decimals === '') return refuse('unknown')
  if (decimals.length > 2) return refuse('precise')
  return within(Number(whole.replaceAll(',', '') + decimals.padEnd(2, '0')) * (sign ? -1 : 1))
}

function fromNumber(value: number): Parsed {
  if (!Number.isFinite(value)) return refuse('unknown')
  const fen = Math.round(value * 100)
  if (Math.abs(value * 100 - fen) > 1e-4) return Math.abs(fen) > MAX_FEN ? refuse('large') : refuse('precise')
  return within(fen)
}

function within(fen: number): Parsed {
  // `|| 0` turns minus zero into zero.
  return Math.abs(fen) > MAX_FEN ? refuse('large') : { ok: true, fen: fen || 0 }
}

/**
 * Yuan with two decimals and parted thousands, without a sign for the currency: 123450 → `1,234.50`. `parseYuan`
 * reads it back. Also right for sums beyond the range of a column. Throws RangeError for parts of a fen.
 */
export function formatYuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in fen: ${fen}`)
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/**
 * Splits an amount in proportion to weights so that the parts add up to it exactly: each part is its exact share
 * rounded to a neighbouring fen, those with the largest remainder get the fen that are over, the earlier
 * one where remainders are equal. Weights of zero all round split evenly. A negative amount is split like its
 * opposite. Throws RangeError for weights that are negative or not whole, and for an amount with nobody to take it.
 */
export function allocate(fen: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in fen: ${fen}`)
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError(`weights must be whole and not negative: ${weights.join(', ')}`)
  }
  if (weights.length === 0) {
    if (fen === 0) return []
    throw new RangeError('no weights to split an amount by')
  }
  // Products of two integers exceed what a double holds exactly.
  const shares = weights.some((weight) => weight > 0) ? weights.map(BigInt) : weights.map(() => 1n)
  const total = shares.reduce((sum, share) => sum + share, 0n)
  const amount = BigInt(Math.abs(fen))
  const parts = shares.map((share) => (amount * share) / total)
  const over = Number(amount - parts.reduce((sum, part) => sum + part, 0n))
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (amount * share) % total }))
    .sort(
      (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder) || a.index - b.index,
    )
  const lucky = new Set(byRemainder.slice(0, over).map(({ index }) => index))
  return parts.map((part, index) => (Number(part) + (lucky.has(index) ? 1 : 0)) * (fen < 0 ? -1 : 1) || 0)
}
