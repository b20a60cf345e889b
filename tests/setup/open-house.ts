import type { Application } from 'express'
import type { Noun } from '../../src/work/nouns.ts'
import { rightsOf } from './doors.ts'
import type { Cast, Member } from './cast.ts'
import { castIn } from './cast.ts'
import type { Visitor } from './web.ts'
import { testApp, visit } from './web.ts'

/** The real application with the cast in it; members sign in when first asked for, samples are made when first needed. */
export class OpenHouse {
  private readonly visitors = new Map<Member, Promise<Visitor>>()
  private readonly samples = new Map<string, Promise<number>>()

  private constructor(
    readonly cast: Cast,
    readonly app: Application,
  ) {}

  /** For a clean database. */
  static async open(options: Parameters<typeof testApp>[0] = {}): Promise<OpenHouse> {
    return new OpenHouse(await castIn(), testApp(options))
  }

  /** A member at the browser, signed in. */
  async as(member: Member): Promise<Visitor> {
    const known = this.visitors.get(member) ?? visit(this.app, member)
    this.visitors.set(member, known)
    return known
  }

  /** The id of a noun's sample record, made as the matrix says. Undefined for nouns without records of their own. */
  async sample(noun: Noun): Promise<number | undefined> {
    const known = this.samples.get(noun.key)
    return known ?? (await this.renew(noun))
  }

  /** A fresh sample record, for after the last one was changed. */
  async renew(noun: Noun, make = rightsOf(noun).make): Promise<number | undefined> {
    if (!make) return undefined
    const made = make(this.cast)
    this.samples.set(noun.key, made)
    return made
  }
}
