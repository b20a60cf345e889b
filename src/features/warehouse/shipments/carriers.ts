/**
 * Waybill numbers as guns, files and people write them, and the carriers whose numbers can be told by their look.
 */

/** The carriers' names as the platform's batch-ship sheet knows them. */
export const CARRIERS = [
  '圆通速递',
  '中通快递',
  '申通快递',
  '韵达快递',
  '极兔速递',
  '顺丰速运',
  '邮政快递包裹',
  'EMS',
  '京东快递',
  '德邦快递',
] as const

/** Only looks that one carrier alone has; a number without a known look says nothing. */
const LOOKS: readonly (readonly [RegExp, (typeof CARRIERS)[number]])[] = [
  [/^SF\d{12,13}$/, '顺丰速运'],
  [/^YT\d{13,15}$/, '圆通速递'],
  [/^JT\d{13}$/, '极兔速递'],
  [/^JD[A-Z0-9]{11,15}$/, '京东快递'],
  [/^DPK\d{12}$/, '德邦快递'],
  [/^E[A-Z]\d{9}CN$/, 'EMS'],
  [/^77\d{13}$/, '申通快递'],
  [/^7[358]\d{12}$/, '中通快递'],
  [/^4[36]\d{13}$/, '韵达快递'],
  [/^9[89]\d{11}$/, '邮政快递包裹'],
]

/** The carrier whose numbers look like this, or null. A proposal only: what the person says counts. */
export function carrierOf(trackingNumber: string): string | null {
  return LOOKS.find(([look]) => look.test(trackingNumber))?.[1] ?? null
}

/**
 * The carrier of a waybill number that was called so by somebody: as the platform knows it, and not one against whose
 * numbers this one looks. Null when neither tells.
 */
export function carrierFor(trackingNumber: string, said: string | null): string | null {
  const seen = carrierOf(trackingNumber)
  if (said === null || (seen !== null && !isSameCarrier(seen, said))) return seen
  return CARRIERS.find((one) => isSameCarrier(one, said)) ?? said
}

/** A waybill number in its one spelling: half-width capitals, no blanks. Null for text that can't be one. */
export function waybill(text: string): string | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  return /^[A-Z0-9-]{8,40}$/.test(plain) && /\d{4}/.test(plain) ? plain : null
}

/** All waybill numbers that the platform wrote into one cell, in their one spelling. */
export function waybillsIn(text: string | null): string[] {
  const parts = (text ?? '').normalize('NFKC').split(/[^A-Za-z0-9-]+/)
  return [...new Set(parts.flatMap((part) => waybill(part) ?? []))]
}

/** Whether two names mean the same carrier: the platform writes 圆通, 圆通快递 and 圆通速递. */
export function isSameCarrier(a: string, b: string): boolean {
  return stem(a) === stem(b)
}

function stem(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s|快递包裹|快递|速递|速运|快运|物流/g, '')
    .toUpperCase()
}
