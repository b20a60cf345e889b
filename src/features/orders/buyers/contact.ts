import type { AddressDoubt } from '../../../generated/prisma/enums.ts'
import { isMasked, maskAddress, maskName, maskNick, maskPhone, regionOf } from './masks.ts'
import type { Contact } from './redact.ts'
import { redact } from './redact.ts'
import { bindingOf, hashAddress, hashJoin, hashNick, sealContact } from './seal.ts'

/** What a file says of an order's buyer, cleaned. */
export interface GivenContact extends Contact {
  /** The address that the platform's file names beside the one ordered with; it counts. */
  readonly changedAddress?: string
  /** Whether the file has a column of addresses, so that an empty one means something. */
  readonly hasAddress: boolean
}

/** A contact as the database keeps it: nothing in it can be read without the key. */
export interface KeptContact {
  readonly sealed: Buffer
  /** Higher tells more; less never replaces more. */
  readonly richness: number
  readonly nickHash: string | null
  readonly joinHash: string | null
  readonly addressHash: string | null
  readonly addressDoubt: AddressDoubt | null
  readonly maskedNick: string | null
  readonly maskedName: string | null
  readonly maskedPhone: string | null
  readonly maskedAddress: string | null
}

/** A street and a door can't be told in fewer characters after the district. */
const SHORTEST_STREET = 4

/** What is wrong with an address as far as its text tells; null for nothing. Hidden parts are taken for good ones. */
export function addressDoubtOf({ address, changedAddress, hasAddress }: GivenContact): AddressDoubt | null {
  if (changedAddress) return 'CHANGED'
  if (!address) return hasAddress ? 'MISSING' : null
  const street = address
    .trim()
    .slice(regionOf(address).length)
    .replace(/\s|\(\d{6}\)$/g, '')
  return [...street].length < SHORTEST_STREET ? 'SHORT' : null
}

/** The contact sealed, hashed and masked; null when the file tells nothing of the person. */
export function keepContact(
  shopId: number,
  platformOrderId: string,
  given: GivenContact,
): KeptContact | null {
  const contact: Contact = {
    nick: given.nick,
    name: given.name,
    phone: given.phone,
    address: given.changedAddress ?? given.address,
    // The order keeps what can be shown; the whole text is kept here only if that left something out.
    message: leftOut(given.message, given),
    memo: leftOut(given.memo, given),
  }
  const addressDoubt = addressDoubtOf(given)
  if (addressDoubt === null && Object.values(contact).every((part) => part === undefined)) return null
  const parts = [contact.nick, contact.name, contact.phone, contact.address].filter(
    (part) => part !== undefined,
  )
  const addressHash = hashAddress(contact)
  return {
    sealed: sealContact(contact, bindingOf(shopId, platformOrderId)),
    richness: parts.length + 10 * parts.filter((part) => !isMasked(part)).length,
    nickHash: hashNick(contact.nick),
    joinHash: hashJoin(shopId, contact, addressHash),
    addressHash,
    addressDoubt,
    maskedNick: shown(contact.nick, maskNick),
    maskedName: shown(contact.name, maskName),
    maskedPhone: shown(contact.phone, maskPhone),
    maskedAddress: shown(contact.address, maskAddress),
  }
}

function leftOut(text: string | undefined, given: GivenContact): string | undefined {
  return text !== undefined && redact(text, given) !== text ? text : undefined
}

function shown(text: string | undefined, mask: (text: string) => string): string | null {
  return text === undefined ? null : mask(text)
}
