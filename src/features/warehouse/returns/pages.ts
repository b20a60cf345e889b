export { listPage } from './pages/list.ts'
export { deskPage, editPage, newPage } from './pages/forms.ts'
export { showPage } from './pages/show.ts'
export type { Shown } from './pages/show.ts'
