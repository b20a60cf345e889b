import { load } from 'cheerio'
import type { CheerioAPI } from 'cheerio'

/** One question of a form as a browser knows it. */
export interface PrintedField {
  readonly name: string
  /** The type of an `input`, or `select`, `textarea`. */
  readonly type: string
  /** What the browser would send if nothing was touched; several for ticked boxes of one name. */
  readonly values: readonly string[]
  /** What may be chosen, where there's a choice; for text, what is suggested. */
  readonly options: readonly string[]
  readonly required: boolean
  /** Asks for a number; those are typed into a field of text. */
  readonly numeric: boolean
}

/** A form that sends something, as it's printed on a page. */
export interface PrintedForm {
  /** The path it's sent to. */
  readonly action: string
  readonly multipart: boolean
  /** `_csrf`, `_token`, `_version` and what else is carried along unseen. */
  readonly hidden: Readonly<Record<string, string>>
  readonly fields: readonly PrintedField[]
}

/** All forms on a page that are sent by POST, one for each button that sends it elsewhere. */
export function printedForms(html: string): PrintedForm[] {
  const $ = load(html)
  return $('form[method="post"]')
    .toArray()
    .flatMap((element) => {
      const form = $(element)
      const id = form.attr('id')
      const outside = id === undefined ? $([]) : $(`[form="${id}"]`)
      const controls = form.find('input, select, textarea').add(outside).toArray()
      const hidden: Record<string, string> = {}
      const fields = new Map<string, PrintedField>()
      for (const control of controls) {
        const at = $(control)
        const name = at.attr('name')
        if (name === undefined || at.attr('disabled') !== undefined) continue
        const type = control.tagName === 'input' ? (at.attr('type') ?? 'text') : control.tagName
        if (type === 'hidden') {
          hidden[name] = at.attr('value') ?? ''
          continue
        }
        const before = fields.get(name)
        const options = before?.options ?? []
        fields.set(name, {
          name,
          type,
          values: [...(before?.values ?? []), ...valuesOf($, control, type)],
          options: [...options, ...optionsOf($, control, type)],
          required: at.attr('required') !== undefined,
          numeric: ['numeric', 'decimal'].includes(at.attr('inputmode') ?? ''),
        })
      }
      const whole = {
        action: form.attr('action') ?? '',
        multipart: form.attr('enctype') === 'multipart/form-data',
        hidden,
        fields: [...fields.values()],
      }
      const elsewhere = form.find('button[formaction]').toArray()
      return elsewhere.length === 0
        ? [whole]
        : elsewhere.map((button) => ({
            ...whole,
            action: $(button).attr('formaction') ?? '',
            hidden: { ...hidden, [$(button).attr('name') ?? '_button']: $(button).attr('value') ?? '' },
          }))
    })
}

type Control = Exclude<Parameters<CheerioAPI>[0], undefined>

function valuesOf($: CheerioAPI, control: Control, type: string): string[] {
  const at = $(control)
  if (type === 'checkbox' || type === 'radio')
    return at.attr('checked') === undefined ? [] : [at.attr('value') ?? 'on']
  if (type === 'select') return [at.find('option[selected]').attr('value') ?? '']
  if (type === 'textarea') return [at.text()]
  return [at.attr('value') ?? '']
}

function optionsOf($: CheerioAPI, control: Control, type: string): string[] {
  const at = $(control)
  if (type === 'checkbox' || type === 'radio') return [at.attr('value') ?? 'on']
  const list = at.attr('list')
  const from = type === 'select' ? at : list === undefined ? $([]) : $(`[id="${list}"]`)
  return from
    .find('option:not([disabled])')
    .toArray()
    .map((option) => $(option).attr('value') ?? '')
    .filter((value) => value !== '')
}
