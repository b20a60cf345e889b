import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { db } from '../database/client.ts'
import { confirmImport, readImport, receiveImports, runImport } from '../features/orders/imports/actions.ts'
import type { Act } from '../work/act.ts'
import type { ExportFile } from './files.ts'

/** Uploads files of a shop, or of the whole company without one, one after the other, and confirms each. `folder` holds them until then. */
export async function bringFiles(
  act: Act,
  shopId: number | null,
  files: readonly ExportFile[],
  folder: string,
): Promise<void> {
  for (const { name, content } of files) {
    const path = join(folder, name)
    await writeFile(path, content)
    const { imports, refused } = await receiveImports(act, shopId, [{ path, name }])
    if (refused[0]) throw new Error(`the demo's file was refused: ${refused[0].reason}`)
    for (const { id } of imports) {
      await readImport(act, id)
      const row = await db.import.findUniqueOrThrow({ where: { id } })
      await confirmImport(act, row)
      await runImport(act, id)
    }
  }
}
