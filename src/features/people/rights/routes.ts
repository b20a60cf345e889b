import type { Request, Response } from 'express'
import type { Door } from '../../../web/routing.ts'
import { get } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { house } from '../../../work/house.ts'
import { matrixPage } from './pages.ts'

export const routes: readonly Door[] = [get('/', 'list', matrix)]

function matrix(_request: Request, response: Response): void {
  render(response, 'people/rights/matrix', matrixPage(house().nouns))
}
