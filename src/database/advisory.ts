/**
 * The numbers of PostgreSQL's advisory locks that the application takes, in one place because two uses of one number
 * would wait for each other. Each is any number that no other has.
 */
export const LOCKS = {
  /** Migrates the database. */
  migration: 8_262_518_401,
  /** Makes the queues of jobs. */
  queues: 8_262_518_402,
  /** Shared by whoever erases files; who holds it alone finds every file that a row of the moment speaks of. */
  erasing: 8_262_518_403,
  /** Makes or proves backups. */
  backup: 8_262_518_404,
  /** Loads the demo. */
  demo: 8_262_518_405,
  /** Changes who reports to whom. */
  organization: 8_262_518_406,
  /** Promises goods, or takes promised ones away. */
  promises: 8_262_518_407,
  /** Closes a stock month; the trigger on movements shares it by its number. */
  stockMonths: 7_461_002,
  /** Says what comes back. */
  expectedReturns: 8_262_518_408,
  /** First half of a key whose other half is a shop: changes its orders in large. */
  shopOrders: 0x6f_72_64,
  /** First half of a key whose other half is an import: works on it. */
  importWork: 0x69_6d_70,
} as const
