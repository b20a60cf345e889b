import { Prisma } from '../generated/prisma/client.ts'

/** The Shanghai day of a `timestamptz` as a `date`, for statements that group by days: what `lib/dates` calls `dayOf`. */
export const dayIn = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`((${moment}) AT TIME ZONE 'Asia/Shanghai')::date`
