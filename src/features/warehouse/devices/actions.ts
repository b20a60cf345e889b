import { personOf } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { devices } from './noun.ts'
import type { Device } from './policy.ts'

/**
 * Registers the browser that keeps the secret with this hash. Returns the hash that counted: for a repeated
 * submission it's the first one's, and the secret made meanwhile opens nothing.
 * @throws FieldError for a name that another terminal has
 */
export function registerDevice(
  act: Act,
  name: string,
  tokenHash: string,
): Promise<{ id: number; tokenHash: string }> {
  return uniqueName(() =>
    deed(act, async (act) => {
      const { id } = await door.create(devices, act, {
        name,
        tokenHash,
        registeredById: personOf(act.actor),
        createdAt: act.at,
      })
      return { id, tokenHash }
    }),
  )
}

/** @throws FieldError for a name that another terminal has */
export function renameDevice(act: Act, device: Device, name: string): Promise<unknown> {
  return uniqueName(() => door.edit(devices, act, device, { name }))
}

/**
 * The machine is no terminal any more: whoever works at it is signed out at once.
 * @throws Conflict when it's revoked already
 */
export function revokeDevice(act: Act, device: Device): Promise<null> {
  return deed(act, async (act) => {
    if (device.revokedAt) throw new Conflict('这台终端已经停用。')
    await door.edit(devices, act, device, { revokedAt: act.at }, { deed: 'revoke' })
    await act.tx.terminalSession.updateMany({
      where: { deviceId: device.id, endedAt: null },
      data: { endedAt: act.at },
    })
    return null
  })
}

async function uniqueName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new FieldError({ name: '已有同名终端，请换一个名称' })
    }
    throw error
  }
}
