import type { Request, Response } from 'express'
import { z } from 'zod'
import { FieldError } from '../errors.ts'
import type { Act } from '../work/act.ts'
import type { Noun, Subject } from '../work/nouns.ts'
import { deedLabel } from '../work/nouns.ts'
import { optionalText, text } from './fields.ts'
import { actOf, errorsOf, formToken, versionOf } from './form.ts'
import { done } from './notice.ts'
import type { FormPage } from './pages.ts'
import type { Typed } from './parts.ts'
import { field, formOf } from './parts.ts'
import type { Door, HandleRow, Reached } from './routing.ts'
import { MOVE, post } from './routing.ts'
import { render } from './views.ts'

/** Characters of a remark. */
const LONGEST = 1000

const RemarkForm = z.object({ remark: optionalText('备注', LONGEST) })
const DemandedForm = z.object({ remark: text('备注', LONGEST) })

/** What a noun's action does for any move that asks no more than a remark. */
export type Mover<Row> = (act: Act, row: Row, move: string, remark: string | null) => Promise<unknown>

/**
 * The door of all moves that ask no more than a remark: `POST /:id/moves/:move`. The button's page is where one
 * comes back to; a missing remark, or one that the mover demands, is told there.
 */
export function moveDoor<Row extends Subject>(
  noun: Noun,
  reached: (handle: HandleRow<Row>) => Reached,
  mover: Mover<Row>,
): Door {
  return post(
    '/:id/moves/:move',
    MOVE,
    reached(async (request: Request, response: Response, row: Row) => {
      const key = String(request.params['move'])
      const move = {
        key,
        label: deedLabel(noun, key),
        required: noun.workflow?.moves[key]?.asks === 'remark',
      }
      const parsed = (move.required ? DemandedForm : RemarkForm).safeParse(request.body ?? {})
      const again = (errors: Typed['errors']): void => {
        const typed = { values: (request.body ?? {}) as Typed['values'], errors }
        render(response, 'pages/form', remarkPage(request, noun, row, move, typed), 422)
      }
      if (!parsed.success) return again(errorsOf(parsed.error))
      try {
        await mover(actOf(request), { ...row, version: versionOf(request) }, key, parsed.data.remark)
      } catch (error) {
        if (error instanceof FieldError && 'remark' in error.errors) return again(error.errors)
        throw error
      }
      done(request, response, backFrom(request, noun, row), `已${move.label}。`)
    }),
  )
}

interface Asked {
  key: string
  label: string
  /** Whether a remark must be given. */
  required: boolean
}

/** The same question on a page of its own, with what was typed, because the button's page may be any. */
function remarkPage<Row extends Subject>(
  request: Request,
  noun: Noun,
  row: Row,
  { key, label, required }: Asked,
  typed: Typed,
): FormPage {
  const back = backFrom(request, noun, row)
  const version = versionOf(request)
  return {
    title: label,
    breadcrumb: [{ label: noun.title(row), href: `/${noun.key}/${row.id}` }, { label }],
    head: { title: label, text: noun.title(row) },
    form: formOf(
      {
        action: `/${noun.key}/${row.id}/moves/${key}`,
        submit: label,
        cancel: back,
        token: formToken(),
        ...(version >= 0 ? { version } : {}),
        hidden: [{ name: '_back', value: back }],
        fields: [field('remark', '备注', 'textarea', '', { required, maxLength: LONGEST })],
      },
      typed,
    ),
  }
}

/** Home sends its own address along, so that acting in the row returns there. Only our own paths are believed. */
function backFrom(request: Request, noun: Noun, row: Subject): string {
  const back = (request.body as Record<string, unknown> | undefined)?.['_back']
  return back === '/' || back === '/?whose=team' ? back : `/${noun.key}/${row.id}`
}
