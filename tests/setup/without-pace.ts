/** Tests and benches ask more in a minute than people: as the application's options, and as the program's environment. */
export const WITHOUT_PACE = { requestsPerMinute: 0, writesPerMinute: 0 }
export const WITHOUT_PACE_ENV = { REQUESTS_PER_MINUTE: '0', WRITES_PER_MINUTE: '0' }
