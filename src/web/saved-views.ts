import type { Request } from 'express'
import { directory } from '../work/house.ts'
import { actorOf } from './auth.ts'
import { formToken } from './form.ts'
import { listQuery, viewQuery } from './list.ts'
import type { SavedViews } from './parts.ts'

const NOUN = '/people/saved-views'

/**
 * A person's own views of the list that is asked for, and the form to keep its present address as another one.
 * `unsaved` are parameters that no view keeps.
 */
export async function savedViewsOf(request: Request, unsaved: readonly string[] = []): Promise<SavedViews> {
  const { path } = listQuery(request)
  const present = viewQuery(request.originalUrl.split('?')[1] ?? '', unsaved)
  const views = await directory().viewsOf(actorOf(request), path)
  return {
    views: views.map(({ id, name, query }) => ({
      label: name,
      href: query === '' ? path : `${path}?${query}`,
      active: query === present,
      remove: { label: '删除', post: `${NOUN}/${id}/remove`, token: formToken() },
    })),
    save: {
      post: NOUN,
      token: formToken(),
      fields: [
        { name: 'list', value: path },
        { name: 'query', value: present },
      ],
    },
    all: NOUN,
  }
}
