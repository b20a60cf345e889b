import { system } from './actor.ts'
import { command, say } from './command.ts'
import { connect, disconnect } from './database/client.ts'
import { joinServer } from './database/open.ts'
import { Conflict } from './errors.ts'
import { letOwnerIn } from './features/people/staff/lost-secrets.ts'
import { furnishHouse } from './house/furnish.ts'
import { now } from './lib/dates.ts'
import { databaseOf } from './settings.ts'

const USAGE = 'Usage: npm run let-in -- <employee number of an owner>'

/** `npm run let-in`: lets an owner in who has lost the password or the second factor, whether the program is running or not. */
await command(async (settings, log) => {
  const [number, ...rest] = process.argv.slice(2)
  if (number === undefined || rest.length > 0) throw new Conflict(USAGE)
  const database = await joinServer({ ...databaseOf(settings), log })
  try {
    await connect({ url: database.url, max: 2, log })
    await letIn(number).finally(disconnect)
  } finally {
    await database.close()
  }
})

async function letIn(number: string): Promise<void> {
  furnishHouse()
  const { name, password, hadSecondFactor } = await letOwnerIn({ actor: system('let-in'), at: now() }, number)
  say(
    `${name} (${number}) signs in with ${password} and must then choose another password. All open sign-ins have ended.`,
    ...(hadSecondFactor
      ? ['The second factor and its recovery codes are gone; a new one is set up then.']
      : []),
  )
}
