import { z } from 'zod'
import { optionalText, reference, several } from '../../../web/fields.ts'

/** Parcels for a wave: selected in a list one by one, or all of a proposal in one field. */
export const WaveForm = z
  .object({
    ids: several(reference('发货单')),
    list: optionalText('发货单', 5000),
    remark: optionalText('备注', 200),
  })
  .transform(({ ids, list, remark }) => ({
    ids: [
      ...ids,
      ...(list ?? '').split(',').flatMap((text) => (/^[1-9]\d{0,8}$/.test(text) ? [Number(text)] : [])),
    ],
    remark,
  }))
