import { code128 } from '../../../lib/code128.ts'
import type { LabelsPage } from '../../../web/pages.ts'
import { COMMANDS } from '../terminal/commands.ts'

/** The sheet for the wall beside the packing table: what the gun can say instead of the keyboard. */
export function commandsPage(): LabelsPage {
  return {
    title: '终端指令码',
    layout: 'print',
    breadcrumb: [{ label: '终端', href: '/warehouse/devices' }],
    labels: Object.values(COMMANDS).map(({ code, label, shown }) => ({
      code,
      barcode: code128(code),
      lines: [shown ? `${label}（键盘 ${shown}）` : label],
    })),
    empty: { title: '没有指令码', text: '' },
  }
}
