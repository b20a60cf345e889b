import type { Actor } from '../actor.ts'

/** What another noun, often a later department's, knows of a record: an order's shipments, a supplier's deliveries. */
export interface PagePart<View> {
  read(actor: Actor, id: number): Promise<View>
}

/** The parts of a noun's page that others bring. They are handed over at start: no noun imports what comes after it. */
export class PageParts<View> {
  private parts: readonly PagePart<View>[] = []

  /** Once per process. */
  handOver(parts: readonly PagePart<View>[]): void {
    this.parts = parts
  }

  /** What each shows of a record, in the order in which they were handed over. */
  read(actor: Actor, id: number): Promise<View[]> {
    return Promise.all(this.parts.map((part) => part.read(actor, id)))
  }
}
