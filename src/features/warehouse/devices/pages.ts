import type { Actor } from '../../../actor.ts'
import { momentWords } from '../../../lib/date-words.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Badge, Cell, Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { devices } from './noun.ts'
import type { Device } from './policy.ts'
import type { DeviceRow } from './queries.ts'

const home: Crumb = { label: '终端', href: '/warehouse/devices' }

/** All terminals. `own` is the one in whose browser the page is looked at. */
export function listPage(actor: Actor, rows: readonly DeviceRow[], own: Device | null, now: Date): ListPage {
  const refused = whyNot(devices, actor, 'create', null)
  return {
    title: '终端',
    breadcrumb: [{ label: '仓库' }, { label: '终端' }],
    head: {
      title: '终端',
      text: '仓库共用的电脑：在那台电脑的浏览器里登录一次并登记，之后仓管刷工牌或输入 PIN 即可作业。',
      actions: [{ label: '打印指令码', href: '/warehouse/devices/commands', icon: 'barcode' }],
    },
    table: {
      label: '终端',
      columns: [
        { key: 'name', label: '名称', width: 'wide' },
        { key: 'state', label: '状态' },
        { key: 'clerk', label: '正在作业' },
        { key: 'seen', label: '最近使用' },
        { key: 'registered', label: '登记' },
      ],
      rows: rows.map((device) => rowOf(device, own, now)),
      create: refused
        ? { label: '登记本机为终端', disabledBecause: refused }
        : { label: '登记本机为终端', href: '/warehouse/devices/new' },
      empty: {
        title: '还没有终端',
        text: '请在仓库那台电脑的浏览器里打开本页，点“登记本机为终端”。',
        icon: 'device-desktop',
      },
    },
  }
}

function rowOf(device: DeviceRow, own: Device | null, now: Date): RowView {
  const mine = device.id === own?.id
  return {
    id: String(device.id),
    label: device.name,
    cells: {
      name: {
        text: device.name,
        href: `/warehouse/devices/${device.id}`,
        ...(mine ? { sub: '就是这台电脑' } : {}),
      },
      state: { text: '', badge: badgeOf(device) },
      clerk: device.clerkName ?? '',
      seen: seenCell(device, now),
      registered: { text: device.registeredByName ?? '', sub: formatMinute(device.createdAt) },
    },
  }
}

function badgeOf(device: Device): Badge {
  return device.revokedAt ? { label: '已停用', tone: 'neutral' } : { label: '在用', tone: 'success' }
}

function seenCell({ lastSeenAt }: Device, now: Date): Cell {
  if (!lastSeenAt) return ''
  return {
    text: momentWords(lastSeenAt, now),
    time: lastSeenAt.toISOString(),
    title: formatMinute(lastSeenAt),
  }
}

/** A terminal with its history. */
export function showPage(
  actor: Actor,
  device: DeviceRow,
  own: Device | null,
  history: HistoryRow[],
  now: Date,
): RecordPage {
  const path = `/warehouse/devices/${device.id}`
  const mine = device.id === own?.id
  return {
    title: device.name,
    breadcrumb: [home, { label: device.name }],
    head: {
      title: device.name,
      number: `终端 ${device.id}`,
      state: badgeOf(device),
      actions: device.revokedAt
        ? []
        : [
            ...(mine ? [{ label: '打开终端', href: '/warehouse/terminal', tone: 'primary' as const }] : []),
            deedLink(devices, actor, device, 'edit', `${path}/edit`),
            revokeButton(actor, device),
          ],
      facts: [
        { label: '正在作业', value: device.clerkName ?? '' },
        { label: '最近使用', value: seenCell(device, now) },
        { label: '登记人', value: device.registeredByName ?? '' },
        { label: '登记时间', value: formatMinute(device.createdAt) },
        ...(device.revokedAt ? [{ label: '停用时间', value: formatMinute(device.revokedAt) }] : []),
      ],
    },
    ...(mine ? { alerts: [{ tone: 'info' as const, text: '您正在使用的就是这台终端。' }] } : {}),
    timeline: timelineOf(devices, history),
  }
}

function revokeButton(actor: Actor, device: Device): Action {
  const refused = whyNot(devices, actor, 'revoke', device)
  return {
    label: '停用',
    post: `/warehouse/devices/${device.id}/revoke`,
    token: formToken(),
    version: device.version,
    tone: 'danger',
    confirm: {
      title: `停用${device.name}`,
      text: '那台电脑上的仓管会立刻退出，未上传的扫描留在那台电脑里。要再用时须重新登记。',
      submit: '停用',
    },
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

/** This machine becomes a terminal. `own` is what it's registered as already. */
export function registerPage(own: Device | null, typed?: Typed): FormPage {
  const again = own ? `本机已登记为“${own.name}”，重新登记后请停用它。` : ''
  return {
    title: '登记本机为终端',
    breadcrumb: [home, { label: '登记' }],
    head: {
      title: '登记本机为终端',
      text: `${again}请在仓库那台电脑上做这一步。登记后请退出您自己的登录，再交给仓管使用。`,
    },
    form: formOf(
      {
        action: '/warehouse/devices',
        submit: '登记',
        cancel: '/warehouse/devices',
        token: formToken(),
        fields: [nameField('')],
      },
      typed,
    ),
  }
}

/** Another name for a terminal. */
export function renamePage(device: DeviceRow, typed?: Typed): FormPage {
  const record = `/warehouse/devices/${device.id}`
  return {
    title: '终端改名',
    breadcrumb: [home, { label: device.name, href: record }, { label: '改名' }],
    head: { title: '终端改名', text: device.name },
    form: formOf(
      {
        action: record,
        submit: '保存',
        cancel: record,
        token: formToken(),
        version: device.version,
        fields: [nameField(device.name)],
      },
      typed,
    ),
  }
}

function nameField(name: string): Field {
  return field('name', '名称', 'text', name, {
    required: true,
    maxLength: 30,
    width: 'half',
    hint: '写清位置，例如：一号打包台',
  })
}
