import { FieldError } from '../../../../errors.ts'
import { db } from '../../../../database/client.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import * as storage from '../../../../storage/files.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { needed } from '../../../../work/nouns.ts'
import { limitsInForce } from '../limits.ts'
import { kindByHand } from '../kinds/by-hand.ts'
import type { Kind, Said } from '../kinds/kind.ts'
import { remember } from '../mappings.ts'
import { imports } from '../noun.ts'
import type { Import } from '../policy.ts'
import { isRefusal, recognize } from '../reading/recognize.ts'
import { fileSource } from '../reading/source.ts'
import { companyFileOf } from '../registry.ts'

/**
 * Takes a file for what somebody says it is, and remembers that for further files of the shop with the same columns.
 * The import is then to be read (`readImport`).
 * @throws FieldError when the file can't be read that way, or the kind isn't the actor's to import
 * @throws Conflict when somebody else was faster, or the file is no longer kept
 */
export async function mapImport(act: Act, row: Import, kind: Kind, said: Said): Promise<void> {
  const source = await fileSource(await storage.pathOf(row.fileId ?? 0), row.fileName)
  const recognition = await recognize(source, [kindByHand(kind, said)], await limitsInForce(db))
  if (isRefusal(recognition)) throw new FieldError({ '': recognition.message })
  await deed(act, async (act) => {
    const shopId = shopFor(act, row, kind)
    await remember(act, shopId, kind.key, said)
    const changes = {
      kind: kind.key,
      shopId,
      generation: recognition.generation,
      encoding: recognition.encoding ?? '',
      recognition: recognition as unknown as Prisma.JsonObject,
      failure: null,
    }
    const remark = `按“${kind.label}”对应了 ${Object.keys(said.headings).length} 列`
    await door.move(imports, act, row, 'map', changes, { remark })
  })
}

/** The shop that the file belongs to when it's of the kind. */
function shopFor({ actor }: OpenAct, row: Import, kind: Kind): number | null {
  const company = companyFileOf(kind.key)
  if (company && !company.right.test(actor, null)) {
    throw new FieldError({ '': `您不能导入“${kind.label}”文件，${needed(company.right, actor)}。` })
  }
  if (!company && row.shopId === null) throw new FieldError({ '': '没有选择店铺，请放弃后选择店铺重新上传' })
  return company ? null : row.shopId
}
