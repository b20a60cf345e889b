import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { FieldError } from '../errors.ts'
import type { Actor } from '../actor.ts'
import { formatMinute } from '../lib/dates.ts'
import type { Model, Noun, Subject } from '../work/nouns.ts'
import { whyNot } from '../work/nouns.ts'
import type { PhotoRow } from '../work/photos.ts'
import { LARGEST_PHOTO, PHOTOGRAPH, addPhotos, openPhoto } from '../work/photos.ts'
import { formToken, submit } from './form.ts'
import type { FormPage } from './pages.ts'
import type { Action, PhotosView, Typed } from './parts.ts'
import { field, formOf } from './parts.ts'
import type { Door, HandleRow, Reached } from './routing.ts'
import { get, idOf, post } from './routing.ts'
import { receiveFiles, uploadsOf } from './uploads.ts'
import { render } from './views.ts'

/** How many pictures are sent at once. */
const MOST_AT_ONCE = 10

const PhotosForm = z.object({})

/**
 * The doors of a noun's pictures: the form, what it sends, and the picture at a place. Whoever may see the record sees
 * its pictures.
 */
export function photoDoors<Row extends Subject>(
  noun: Noun<Model, Row>,
  reached: (handle: HandleRow<Row>) => Reached,
): Door[] {
  return [
    get('/:id/photos', PHOTOGRAPH, reached(ask)),
    post('/:id/photos', PHOTOGRAPH, reached(add), receiveFiles('photos', MOST_AT_ONCE)),
    get('/:id/photos/:place', 'see', reached(show)),
  ]

  function ask(_request: Request, response: Response, row: Row): void {
    render(response, 'pages/form', photosPage(noun, row))
  }

  async function add(request: Request, response: Response, row: Row): Promise<void> {
    await submit(request, response, {
      form: PhotosForm,
      act: async (_input, act) => {
        const pictures = uploadsOf(request)
        if (pictures.length === 0) throw new FieldError({ photos: '请选择或拍摄照片' })
        await addPhotos(noun, act, row, pictures)
        return { to: `/${noun.key}/${row.id}`, notice: `已添加 ${pictures.length} 张照片。` }
      },
      again: (typed, status) => render(response, 'pages/form', photosPage(noun, row, typed), status),
    })
  }

  async function show(request: Request, response: Response, row: Row): Promise<void> {
    const { stream, size, mediaType } = await openPhoto(noun.key, row.id, idOf(request, 'place'))
    response.type(mediaType).set('Content-Length', String(size)).set('Cache-Control', 'private, no-store')
    await pipeline(stream, response)
  }
}

function photosPage<Row extends Subject>(noun: Noun<Model, Row>, row: Row, typed?: Typed): FormPage {
  const path = `/${noun.key}/${row.id}`
  return {
    title: '添加照片',
    breadcrumb: [{ label: noun.title(row), href: path }, { label: '添加照片' }],
    head: { title: '添加照片', text: noun.title(row) },
    form: formOf(
      {
        action: `${path}/photos`,
        submit: '保存照片',
        cancel: path,
        token: formToken(),
        multipart: true,
        fields: [
          field('photos', '照片', 'file', '', {
            required: true,
            multiple: true,
            accept: 'image/jpeg,image/png,image/webp',
            maxBytes: LARGEST_PHOTO,
            hint: '手机上可以直接拍摄；JPG、PNG 或 WebP，每张 12 MB 以内，一次最多 10 张。保存后不能删除。',
          }),
        ],
      },
      typed,
    ),
  }
}

/** The pictures of a record, ready to print. */
export function photosView(noun: string, id: number, photos: readonly PhotoRow[]): PhotosView {
  return {
    title: '照片',
    photos: photos.map(({ place, at, personName }) => ({
      src: `/${noun}/${id}/photos/${place}`,
      alt: `第 ${place} 张照片`,
      text: `${formatMinute(at)} ${personName ?? '系统'}`,
    })),
  }
}

/** The button that leads to the form, with the reason where the actor may not. */
export function photoAction<Row extends Subject>(noun: Noun<Model, Row>, actor: Actor, row: Row): Action {
  const why = whyNot(noun, actor, PHOTOGRAPH, row)
  const label = '添加照片'
  return why
    ? { label, disabledBecause: why, icon: 'camera' }
    : { label, href: `/${noun.key}/${row.id}/photos`, icon: 'camera' }
}
