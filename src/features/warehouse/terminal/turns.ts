/** Under what scans made while counting a location are kept: a turn is no record with a page of its own. */
export const TURNS = 'warehouse/counts/turns'
