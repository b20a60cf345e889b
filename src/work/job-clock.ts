import { pool } from '../database/client.ts'

/**
 * After the clock was set back: the job runner takes what it has done ahead of now for done, and would stand still until
 * then. It keeps time by the database's clock, so this does too.
 */
export async function forgetAhead(): Promise<void> {
  await pool.query(`
    UPDATE jobs.version SET cron_on = NULL, maintained_on = NULL, monitored_on = NULL;
    DELETE FROM jobs.job WHERE state = 'completed' AND singleton_on > timezone('UTC', now());
    UPDATE jobs.job SET start_after = now() WHERE state < 'active' AND start_after > now()`)
}
