/**
 * Tables whose rows are written once and never changed: the history, the ledger of goods, and what its closed months
 * have frozen. At every start the
 * right to change them is taken from the application's role, and triggers refuse everybody, the owner included.
 * A new one needs three things: a line here, its trigger in a migration, the trigger in `prisma/by-hand.sql`.
 */
export const APPEND_ONLY_TABLES = [
  'history',
  'stock_movements',
  'stock_month_balances',
  'stock_month_reasons',
  'supplier_prices',
] as const

/** SQL of the trigger that makes a table append-only. A statement is refused even if it would meet no row. */
export function appendOnlyTrigger(table: string): string {
  return (
    `CREATE TRIGGER ${table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}\n` +
    `  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();`
  )
}
