import type { StoredKind } from '../features/orders/imports/stored-kind.ts'
import { orderKinds } from '../features/orders/imports/stored-kinds.ts'

/** The kinds of files that can be imported, of all departments; more specific ones before those that take anything. */
export const importKinds: readonly StoredKind[] = [...orderKinds]
