import { z } from 'zod'
import { reference } from '../../../web/fields.ts'

/** Beside the shop the form brings files, which the middleware has received. */
export const UploadForm = z.object({ shopId: reference('店铺') })

/** Files at once. */
export const MOST_FILES = 10
