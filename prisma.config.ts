import { defineConfig } from 'prisma/config'

// The CLI would download its schema engine; generate and validate never run it, so any existing file will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } })
