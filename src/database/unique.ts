import { FieldError } from '../errors.ts'
import { Prisma } from '../generated/prisma/client.ts'

/**
 * Runs a deed whose value may be taken already, and says so beside the field. The database decides: whoever looked
 * before could have been overtaken.
 * @throws FieldError with the sentence at the field
 */
export async function orTaken<T>(field: string, sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new FieldError({ [field]: sentence })
    }
    throw error
  }
}
