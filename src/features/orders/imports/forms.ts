import { z } from 'zod'
import { optionalReference, optionalText } from '../../../web/fields.ts'

/** Beside the shop, which files of the whole company do without, the form brings files, which the middleware has received. */
export const UploadForm = z.object({
  shopId: optionalReference('店铺'),
  /** The kind whose page asked for the file. The file itself tells what it is. */
  kind: optionalText('类型'),
})

/** Files at once. */
export const MOST_FILES = 10
