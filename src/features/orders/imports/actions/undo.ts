import { Conflict } from '../../../../errors.ts'
import { DAY_MS, plus } from '../../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { longDeed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { lockShop } from '../../orders/lock.ts'
import { undo, whyNotUndone } from '../engine/undo.ts'
import type { Undoing } from '../engine/undoing.ts'
import { imports } from '../noun.ts'
import { undoDays } from '../parameters.ts'
import type { Import } from '../policy.ts'
import { shopIdOf } from '../recorded.ts'
import { storedKindOf } from '../registry.ts'

/**
 * Makes as if an import hadn't been: what it brought goes, what it changed becomes what it was before.
 * @throws Conflict with the reason when something depends on it by now, or too long ago
 */
export function undoImport(act: Act, row: Import, remark: string | null): Promise<void> {
  return longDeed(act, async (act) => {
    demand(imports, act.actor, 'undo', row)
    await act.tx.$executeRaw`SELECT set_config('lock_timeout', '10s', TRUE)`
    await lockShop(act.tx, shopIdOf(row))
    const { undoing } = storedKindOf(row.kind).store
    if (!undoing) throw new Conflict('这种文件的导入不能撤销。')
    // Looked at first, because with what follows nobody else can come in between any more.
    await undoing.plan?.(act.tx, row)
    const reason = row.state === 'DONE' ? await whyNot(act, row, undoing) : null
    if (reason) throw new Conflict(`不能撤销这次导入：${reason}。`)
    await door.move(imports, act, row, 'undo', {}, { remark })
    await undo(act, row, undoing)
  })
}

async function whyNot(act: OpenAct, row: Import, undoing: Undoing): Promise<string | null> {
  const days = await parameterValue(act.tx, undoDays)
  if (!row.finishedAt || plus(row.finishedAt, days * DAY_MS) < act.at) return `导入已超过 ${days} 天`
  return whyNotUndone(act.tx, row, undoing)
}
