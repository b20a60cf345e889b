import pg from 'pg'

/** The roles and the database of the embedded server. */
export const OWNER_ROLE = 'house_owner'
export const APPLICATION_ROLE = 'house_app'
export const DATABASE = 'house'

export interface Passwords {
  readonly ownerPassword: string
  readonly applicationPassword: string
}

/**
 * Makes the database and its two roles where they are missing, and sets their passwords to the given ones: one
 * role owns the tables and migrates, the application works with the other. Works on every start, changing nothing
 * the second time.
 *
 * @param superuserUrl address of the `postgres` database for a superuser
 */
export async function ensureRoles(superuserUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await ensureRole(client, OWNER_ROLE, passwords.ownerPassword)
    await ensureRole(client, APPLICATION_ROLE, passwords.applicationPassword)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`)
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${APPLICATION_ROLE}`)
  } finally {
    await client.end()
  }
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
}
