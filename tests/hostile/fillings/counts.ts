import { inputMinute, now } from '../../../src/lib/dates.ts'
import { differing } from '../../matrix/warehouse-counts.ts'
import { location } from '../../setup/goods.ts'
import type { Fillings } from './words.ts'

/** Counts: a plan says one of several things, a sheet is looked up, a verdict belongs to a line. */
export const countForms: Fillings = {
  'POST /warehouse/counts': {
    with: { scope: 'LOCATIONS', locations: async () => (await location()).code },
    drops: ['locations', 'zone', 'goodsClass', 'skus', 'size', 'seed'],
  },
  'POST /warehouse/counts/:id/paper': {
    with: { startedAt: () => inputMinute(now()), lines: '', empty: 'on' },
    drops: ['location', 'lines', 'empty'],
  },
  'POST /warehouse/counts/:id/review': { make: differing, with: { verdict: 'ACCEPTED', cause: 'LOST' } },
}
