import { isIPv6 } from 'node:net'
import type { Request } from 'express'

/** Of the eight groups of an IPv6 address, those that say whose network it is. */
const NETWORK_GROUPS = 4

/**
 * Where a request comes from, for counting: the address; of IPv6 the /64, since whoever has one of its addresses has all
 * of them. Believes as many proxies as `TRUST_PROXY` says.
 */
export function addressOf(request: Request): string {
  return networkOf(request.ip ?? '')
}

/** @param address as sockets and proxies tell it; what is no IPv6 address stays as it is */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return `${[...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS).join(':')}::/64`
}
