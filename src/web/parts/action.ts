/** Something one can go to. */
export interface LinkAction {
  label: string
  href: string
  /** Name of a Tabler icon without its prefix. */
  icon?: string
  tone?: ActionTone
  /** Leads to a file instead of a page. */
  download?: boolean
}

/** `primary` is the one expected next step of a page; at most one action should have it. */
export type ActionTone = 'default' | 'primary' | 'danger'

/** A deed: a form of its own that is sent by a button. */
export interface PostAction {
  label: string
  /** Path the form is sent to. */
  post: string
  /** Form token; the same token acts once. */
  token: string
  /** Version of the record the person looks at, for the optimistic lock. */
  version?: number
  icon?: string
  tone?: ActionTone
  /** Asks once more before the deed is done. */
  confirm?: { title: string; text: string; submit: string }
  /** `remark` must be given, `remark?` may be given; it is sent as `remark`. */
  asks?: 'nothing' | 'remark' | 'remark?'
  /** Further values to send, by name. */
  fields?: Record<string, string>
  /** Not possible now, or not this person's right: the button is shown switched off and says why. */
  disabledBecause?: string
}

/** A place that is known but closed to this person or at this time: shown, and says why. */
export interface DisabledAction {
  label: string
  disabledBecause: string
  icon?: string
  tone?: ActionTone
}

export type Action = LinkAction | PostAction | DisabledAction
