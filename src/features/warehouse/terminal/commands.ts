/**
 * What a clerk can say to the terminal without touching it: barcodes on the wall, or keys. The codes hold nothing
 * that a keyboard layout could turn into another sign.
 */
export const COMMANDS = {
  confirm: { code: 'CMD-OK', label: '确认', key: 'F2', shown: 'F2' },
  cancel: { code: 'CMD-CANCEL', label: '取消', key: 'Escape', shown: 'Esc' },
  undo: { code: 'CMD-UNDO', label: '撤销', key: 'F4', shown: 'F4' },
  next: { code: 'CMD-NEXT', label: '下一单', key: 'F8', shown: 'F8' },
  menu: { code: 'CMD-MENU', label: '菜单', key: 'F7', shown: 'F7' },
  lock: { code: 'CMD-LOCK', label: '锁定', key: 'F9', shown: 'F9' },
  pick: { code: 'CMD-PICK', label: '拣货', key: '', shown: '' },
  pack: { code: 'CMD-PACK', label: '验货打包', key: '', shown: '' },
  'hand-over': { code: 'CMD-SHIP', label: '交接快递', key: '', shown: '' },
  count: { code: 'CMD-COUNT', label: '盘点', key: '', shown: '' },
  receive: { code: 'CMD-RECEIVE', label: '收货验收', key: '', shown: '' },
  transfer: { code: 'CMD-MOVE', label: '移库', key: '', shown: '' },
  problem: { code: 'CMD-PROBLEM', label: '问题货品', key: 'F10', shown: 'F10' },
} as const satisfies Record<string, { code: string; label: string; key: string; shown: string }>
export type Command = keyof typeof COMMANDS

const byCode = new Map<string, Command>(
  (Object.keys(COMMANDS) as Command[]).map((command) => [COMMANDS[command].code, command]),
)

/** The command that a code in one spelling stands for, or null. Capitals don't matter. */
export function commandOf(code: string): Command | null {
  return byCode.get(code.toUpperCase()) ?? null
}
