import { DAY_MS, HOUR_MS, MINUTE_MS, addDays, dayOf, formatMinute } from './dates.ts'

/** How near a deadline must be for the time left to say more than the hour of the clock. */
const SOON_MS = 4 * HOUR_MS

/**
 * A length of time in its two largest units, rounded down to the minute: `2 天 5 小时`, `3 小时`, `12 分钟`. A
 * second unit of zero is left out; under a minute it's `不到 1 分钟`.
 */
export function durationWords(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS)
  const hours = Math.floor((milliseconds % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((milliseconds % HOUR_MS) / MINUTE_MS)
  if (days + hours + minutes === 0) return '不到 1 分钟'
  const parts = [
    days > 0 && `${days} 天`,
    hours > 0 && `${hours} 小时`,
    days === 0 && minutes > 0 && `${minutes} 分钟`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** What's left until a deadline, or by how much it's missed: `还剩 3 小时`, `超时 2 天 5 小时`. At the moment itself: missed. */
export function timeLeft(due: Date, now: Date): string {
  const left = due.getTime() - now.getTime()
  return left > 0 ? `还剩 ${durationWords(left)}` : `超时 ${durationWords(-left)}`
}

/**
 * A moment as people of Shanghai say it today: `昨天 18:00`, `今天 18:00`, `明天 09:00`, `11月25日 18:00`, in another
 * year `2027年1月4日 18:00`.
 */
export function momentWords(date: Date, now: Date): string {
  const day = dayOf(date)
  const today = dayOf(now)
  const time = formatMinute(date).slice(11)
  if (day === today) return `今天 ${time}`
  if (day === addDays(today, 1)) return `明天 ${time}`
  if (day === addDays(today, -1)) return `昨天 ${time}`
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  return `${today.startsWith(String(year)) ? '' : `${year}年`}${month}月${dayOfMonth}日 ${time}`
}

/**
 * A deadline in the words that help most: missed or within four hours as time left (`超时 2 天 5 小时`,
 * `还剩 3 小时`), later as a moment (`今天 18:00`, `明天 09:00`, `11月25日 18:00`). Print the exact time beside it,
 * as a `title` or `datetime`.
 */
export function relative(due: Date, now: Date): string {
  return due.getTime() - now.getTime() <= SOON_MS ? timeLeft(due, now) : momentWords(due, now)
}
