import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A disk of its own in memory, which a test can fill and empty. */
export class SmallDisk {
  readonly path = mkdtempSync(path.join(tmpdir(), 'house-disk-'))

  /** @param size as `mount` takes it. @throws when this user may not mount anything */
  constructor(size: string, owner?: number) {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', this.path], { stdio: 'pipe' })
    } catch (error) {
      rmSync(this.path, { recursive: true })
      throw error
    }
    chmodSync(this.path, 0o755)
    if (owner !== undefined) chownSync(this.path, owner, owner)
  }

  /** Leaves so many bytes free. */
  fill(free: number): void {
    const { bavail, bsize } = statfsSync(this.path)
    writeFileSync(this.filler, Buffer.alloc(Math.max(0, bavail * bsize - free)))
  }

  /** Makes room again. */
  empty(): void {
    rmSync(this.filler, { force: true })
  }

  remove(): void {
    execFileSync('umount', ['-l', this.path])
    rmSync(this.path, { recursive: true })
  }

  private get filler(): string {
    return path.join(this.path, 'filler')
  }
}

/** Why there are no small disks here, or undefined where there are. */
export const noSmallDisks: string | undefined = (() => {
  if (process.platform !== 'linux') return 'only Linux makes disks in memory'
  try {
    new SmallDisk('1m').remove()
    return undefined
  } catch (error) {
    return `this user may not mount anything: ${String(error)}`
  }
})()
