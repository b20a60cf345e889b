import type { RowOf } from '../../../work/nouns.ts'
import { readers } from '../orders/policy.ts'

/** Buyers come with orders and are never edited, so their version stays at 1. */
export type Buyer = RowOf<'Buyer'> & { version: number }

export const policy = { list: readers }
