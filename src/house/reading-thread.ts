import { serveReading } from '../features/orders/imports/reading-thread.ts'
import { setImportKinds } from '../features/orders/imports/registry.ts'
import { importKinds } from './imports.ts'

/** What runs in the thread in which a large file is read. */
setImportKinds(importKinds)
await serveReading()
