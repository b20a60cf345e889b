import { z } from 'zod'
import { choice, optionalText, text } from '../../../web/fields.ts'

export const KINDS = ['STORAGE', 'QUARANTINE', 'PACKED'] as const
/** What a location is for, in words. */
export const kindLabels = { STORAGE: '存储', QUARANTINE: '隔离', PACKED: '打包待发' } as const

const what = {
  // Printed as a barcode and typed by hand: capitals, digits and hyphens.
  code: text('库位编码', 30)
    .transform((code) => code.normalize('NFKC').toUpperCase())
    .refine((code) => /^[A-Z0-9][A-Z0-9-]*$/.test(code), '库位编码只能是字母、数字和短横线，例如 A-01-02'),
  zone: text('库区', 30),
  goodsClass: optionalText('存放货品', 60),
}

export const NewLocationForm = z.object({ ...what, kind: choice('用途', KINDS) })

export const LocationForm = z.object(what)
