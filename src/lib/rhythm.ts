import { DAY_MS, HOUR_MS, MINUTE_MS, at, dayOf, moment, plus } from './dates.ts'

/** How often something is done. */
export interface Rhythm {
  /** 每 5 分钟、每天 04:10. */
  readonly words: string
  /** From one time to the next, in milliseconds. */
  readonly every: number
  /** The first time after a moment. */
  next(after: Date): Date
}

const PLAIN = /^(\*|\*\/(\d+)|\d+) (\*|\d+) \* \* \*$/

/**
 * The rhythm that the first two fields of a cron line give, minute and hour in Shanghai; the others are stars.
 * @throws RangeError for any other line
 */
export function rhythmOf(cron: string): Rhythm {
  const [, minute = '', step = '1', hour = ''] = PLAIN.exec(cron) ?? []
  if (minute === '') throw new RangeError(`${cron} is no rhythm that has words`)
  if (minute.startsWith('*')) return everyMinutes(Number(step))
  return hour === '*' ? hourly(Number(minute)) : daily(Number(hour) * 60 + Number(minute))
}

function everyMinutes(count: number): Rhythm {
  const every = count * MINUTE_MS
  const words = count === 1 ? '每分钟' : `每 ${count} 分钟`
  return { words, every, next: (after) => at(Math.floor(after.getTime() / every) * every + every) }
}

function hourly(minute: number): Rhythm {
  const past = minute * MINUTE_MS
  return {
    words: minute === 0 ? '每小时整点' : `每小时第 ${minute} 分`,
    every: HOUR_MS,
    next: (after) => at((Math.floor((after.getTime() - past) / HOUR_MS) + 1) * HOUR_MS + past),
  }
}

function daily(minutes: number): Rhythm {
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  return {
    words: `每天 ${clock}`,
    every: DAY_MS,
    next: (after) => {
      const today = moment(dayOf(after), minutes)
      return today > after ? today : plus(today, DAY_MS)
    },
  }
}
