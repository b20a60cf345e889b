import { PageParts } from '../../../web/page-parts.ts'
import type { PagePart } from '../../../web/page-parts.ts'
import type { Alert } from '../../../web/parts.ts'

/** What a later department has to say of a listing, such as that nothing of it can be shipped. */
export type ListingPart = PagePart<Alert[]>

export const listingParts = new PageParts<Alert[]>()
