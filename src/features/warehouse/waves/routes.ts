import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { renderList } from '../../../web/list-page.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { batchNotice, done, leaveNotice } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { WAVE_LIMIT, cancelWave, finishPicking, releaseWave } from '../shipments/actions.ts'
import { findShipments, shipmentsOf } from '../shipments/queries.ts'
import { takeOverWave } from './actions.ts'
import { WaveForm } from './forms.ts'
import { waves } from './noun.ts'
import { againPage, listPage, proposalsPage, showPage } from './pages.ts'
import { pickListPage } from './pick-list.ts'
import { propose } from './propose.ts'
import type { WaveRow } from './queries.ts'
import { PARTS, countParts, getWave, listWaves, picksOf, waitingParcels } from './queries.ts'

const wave = reach(getWave)
const LIST = '/warehouse/waves'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', suggest),
  post('/', 'create', release),
  get('/:id', 'see', wave(show)),
  get('/:id/pick-list', 'see', wave(pickList)),
  post('/:id/take-over', 'take-over', wave(takeOver)),
  moveDoor(waves, wave, (act, row, move, remark) =>
    move === 'finish' ? finishPicking(act, row, { remark }) : cancelWave(act, row, remark),
  ),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { part: query.oneOf('part', PARTS) ?? 'picking', search: query.get('q') }
  await answerList(request, response, {
    noun: waves,
    rows: (cursor, size) => listWaves(actor, filter, cursor, size),
    beside: () => countParts(actor),
    page: (rows, counts) => listPage(actor, query, rows, counts, now()),
  })
}

async function suggest(request: Request, response: Response): Promise<void> {
  const waiting = await waitingParcels(actorOf(request))
  renderList(request, response, proposalsPage(propose(waiting, WAVE_LIMIT), now()))
}

async function release(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: WaveForm,
    act: async ({ ids, remark }, act) => {
      const seen = await findShipments(act.actor, ids)
      const result = await releaseWave(
        act,
        seen.map(({ id }) => id),
        remark,
      )
      const to = `${LIST}/${result.wave.id}`
      if (result.refused.length === 0) return { to, notice: `已放行 ${result.released.length} 个包裹。` }
      leaveNotice(request, batchNotice(result.released.length, result.refused))
      return { to }
    },
    again: (typed, status) => render(response, 'pages/form', againPage(chosen(typed.values), typed), status),
  })
}

/** The ids as they were sent, for sending them once more. */
function chosen(values: Readonly<Record<string, unknown>>): string[] {
  const ids = [values['ids']].flat().filter((one) => typeof one === 'string')
  const list = typeof values['list'] === 'string' && values['list'] !== '' ? values['list'].split(',') : []
  return [...ids, ...list].slice(0, 2000)
}

async function show(request: Request, response: Response, row: WaveRow): Promise<void> {
  const actor = actorOf(request)
  const [parcels, picks, history] = await Promise.all([
    shipmentsOf(actor, { waveId: row.id }),
    picksOf(row.id),
    historyOf(waves.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, parcels, picks, history, now()))
}

async function pickList(request: Request, response: Response, row: WaveRow): Promise<void> {
  const [parcels, picks] = await Promise.all([
    shipmentsOf(actorOf(request), { waveId: row.id }),
    picksOf(row.id),
  ])
  render(response, 'warehouse/waves/pick-list', pickListPage(row, parcels, picks, now()))
}

async function takeOver(request: Request, response: Response, row: WaveRow): Promise<void> {
  await takeOverWave(actOf(request), { ...row, version: versionOf(request) })
  done(request, response, `${LIST}/${row.id}`, '这个波次由您拣货。')
}
