import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { asRefusal, refuse } from './refusals.ts'

export type Attributes = Readonly<Record<string, string>>

/** What to do on the events of a document. Names come without their namespace prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Runs through an XML document as it is inflated, yielding after each piece so that the caller can hand on what the
 * handlers have collected. No single text or tag may be longer than `longest` characters. Entities other than the
 * five of XML don't exist, so none can expand. Throws `Refused` when it isn't well-formed.
 */
export async function* readXml(
  stream: Readable,
  handlers: XmlHandlers,
  longest: number,
): AsyncGenerator<void, void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  let silent = 0
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', (tag) => {
    silent = 0
    handlers.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    silent = 0
    handlers.close?.(local(tag.name))
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('error', (error) => {
    throw error
  })
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const piece of stream) {
      const text = decoder.decode(piece as Buffer, { stream: true })
      silent += text.length
      parser.write(text)
      if (silent > longest) throw refuse.bomb()
      yield
    }
    parser.write(decoder.decode()).close()
    yield
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Runs through a whole document; for the small parts of a workbook. */
export async function readWholeXml(stream: Readable, handlers: XmlHandlers, longest: number): Promise<void> {
  for await (const _ of readXml(stream, handlers, longest)) void _
}
