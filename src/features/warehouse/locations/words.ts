/** A location's code may have so many characters. */
export const CODE_LENGTH = 30
/** And so many its zone and the words for the goods that belong there. */
export const ZONE_LENGTH = 30
export const CLASS_LENGTH = 60

/** What a location is for, in words. */
export const kindLabels = { STORAGE: '存储', QUARANTINE: '隔离', PACKED: '打包待发' } as const

/** Printed as a barcode and typed by hand: capitals, digits and hyphens. */
export const CODE_RULE = '库位编码只能是字母、数字和短横线，例如 A-01-02'

/** A location's code as it's kept; null for a text that can't be one. */
export function locationCode(text: string): string | null {
  const code = text.normalize('NFKC').trim().toUpperCase()
  return /^[A-Z0-9][A-Z0-9-]*$/.test(code) ? code : null
}
