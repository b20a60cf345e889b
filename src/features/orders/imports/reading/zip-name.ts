import { type Entry, getFileNameLowLevel } from 'yauzl'

/** Says that the name is UTF-8. */
const UTF8_FLAG = 0x800
/** A field beside the name that holds it in UTF-8. */
const UNICODE_NAME = 0x7075

/**
 * The name of an archived file as a person knows it, without control characters. Where nothing says how it's encoded
 * it is UTF-8 if it could be (macOS writes that and doesn't say so), else GBK, as Windows in China writes it.
 */
export function nameOf(entry: Entry): string {
  return decodedName(entry)
    .replaceAll('\\', '/')
    .replace(/\p{Cc}/gu, '')
}

function decodedName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const isTold =
    (generalPurposeBitFlag & UTF8_FLAG) !== 0 || extraFields.some(({ id }) => id === UNICODE_NAME)
  if (isTold) return getFileNameLowLevel(generalPurposeBitFlag | UTF8_FLAG, fileNameRaw, extraFields, false)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw)
  } catch {
    return new TextDecoder('gb18030').decode(fileNameRaw)
  }
}
