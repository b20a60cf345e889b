import { mergeOf, recordOf, timeAt } from './fields.ts'
import { noteImages } from './images.ts'
import { rowsAs } from './staged.ts'

/** What the store of a department that stands before this one is given, because it can't reach for it. */
export const storeTools = { mergeOf, noteImages, recordOf, rowsAs, timeAt }
export type StoreTools = typeof storeTools
