import { statfs } from 'node:fs/promises'
import { BackupRefused } from './refusal.ts'

export const GIGABYTE = 1024 ** 3

/**
 * Demands that a disk has room for something and something left over: a full disk stops the database.
 * @param needed bytes that will be written
 * @param reserve bytes that shall be free afterwards
 * @throws BackupRefused
 */
export async function demandSpace(folder: string, needed: number, reserve: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= needed + reserve) return
  const [has, wants, rest] = [free, needed, reserve].map((bytes) => (bytes / GIGABYTE).toFixed(1))
  throw new BackupRefused(
    `The disk of ${folder} is too small: ${has} GB are free, ${wants} GB may be needed and ${rest} GB shall stay free.`,
    `磁盘空间不足：剩余 ${has} GB，备份可能需要 ${wants} GB，并且要留下 ${rest} GB。`,
  )
}
