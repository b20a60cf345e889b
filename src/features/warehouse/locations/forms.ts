import { z } from 'zod'
import { choice, optionalText, text } from '../../../web/fields.ts'
import { CLASS_LENGTH, CODE_LENGTH, CODE_RULE, ZONE_LENGTH, locationCode } from './words.ts'

export { kindLabels } from './words.ts'
export const KINDS = ['STORAGE', 'QUARANTINE', 'PACKED'] as const

const what = {
  code: text('库位编码', CODE_LENGTH)
    .transform((code) => locationCode(code) ?? '')
    .refine((code) => code !== '', CODE_RULE),
  zone: text('库区', ZONE_LENGTH),
  goodsClass: optionalText('存放货品', CLASS_LENGTH),
}

export const NewLocationForm = z.object({ ...what, kind: choice('用途', KINDS) })

export const LocationForm = z.object(what)
