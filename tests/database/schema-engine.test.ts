import { describe, expect, it } from 'vitest'
import { datamodel, difference } from '../../src/database/schema-engine.ts'

const source = `datasource db {
  provider = "postgresql"
}
`
const before = [{ path: 'a.prisma', content: `${source}model Sku {\n  id Int @id\n  @@map("skus")\n}` }]
const after = [
  { path: 'a.prisma', content: `${source}model Sku {\n  id Int @id\n  name String?\n  @@map("skus")\n}` },
]

describe('the difference of two schemas', () => {
  it('is the SQL that leads from one to the other', async () => {
    expect(await difference(before, after)).toContain('ALTER TABLE "skus" ADD COLUMN     "name" TEXT;')
    expect(await difference(after, before)).toContain('ALTER TABLE "skus" DROP COLUMN "name";')
  })

  it('is nothing between equals', async () => {
    expect(await difference(before, before)).toBe('')
    expect(await difference(datamodel(), datamodel())).toBe('')
  })

  it('from nothing makes everything', async () => {
    expect(await difference(null, before)).toContain('CREATE TABLE "skus"')
  })

  it('is refused for a schema that says nonsense, with the place', async () => {
    const wrong = [{ path: 'wrong.prisma', content: `${source}model Sku {\n  id Nonsense @id\n}` }]
    await expect(difference(null, wrong)).rejects.toThrow('Nonsense')
  })
})
