import type { Windows } from './calendars.ts'
import { areWindows } from './calendars.ts'

/** 周一 to 周日. */
export const weekdayLabels = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** Working hours as people write them: `09:00-12:00、13:00-18:00`; empty for a closed day. */
export function windowsText(windows: Windows): string {
  return windows.map(([start, end]) => `${clockText(start)}-${clockText(end)}`).join('、')
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** What somebody typed as working hours, or null when it can't be read, overlaps or is out of order. */
export function readWindows(typed: string): [number, number][] | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/\s*[-~—–至到]\s*/g, '-')
    .trim()
  if (plain === '') return []
  const windows: [number, number][] = []
  for (const part of plain.split(/[、,;\s]+(?=\d)/)) {
    const found = /^(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)$/.exec(part.trim())
    if (!found) return null
    const [startHour = 0, startMinute = 0, endHour = 0, endMinute = 0] = found.slice(1).map(Number)
    windows.push([startHour * 60 + startMinute, endHour * 60 + endMinute])
  }
  return areWindows(windows) ? windows : null
}
