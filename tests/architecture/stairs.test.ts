import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** What lint says of an import in a file that would stand there. Types aren't asked for, so that it's quick. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const config = (await eslint.calculateConfigForFile(filePath)) as { rules: Record<string, unknown> }
  const rule = config.rules['@typescript-eslint/no-restricted-imports']
  const alone = new ESLint({
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parser: (await import('typescript-eslint')).parser },
      plugins: { '@typescript-eslint': (await import('typescript-eslint')).plugin },
      rules: { '@typescript-eslint/no-restricted-imports': rule as never },
    },
  })
  const [result] = await alone.lintText(code, { filePath })
  return result?.messages.map(({ message }) => message) ?? []
}

describe('imports go down the stairs only', () => {
  it.each([
    [
      'a lower department from a higher one',
      'src/features/people/tasks/actions.ts',
      "import { x } from '../../warehouse/stock/actions.ts'",
    ],
    [
      'orders from warehouse',
      'src/features/orders/imports/actions.ts',
      "import { x } from '../../warehouse/stock/ledger.ts'",
    ],
    ["another noun's pages", 'src/features/people/tasks/pages.ts', "import { x } from '../staff/pages.ts'"],
    [
      "another department's routes",
      'src/features/orders/orders/routes.ts',
      "import { x } from '../../people/staff/routes.ts'",
    ],
    [
      'the database in routes',
      'src/features/people/tasks/routes.ts',
      "import { db } from '../../../database/client.ts'",
    ],
    [
      'the database in a policy',
      'src/features/people/tasks/policy.ts',
      "import { db } from '../../../database/client.ts'",
    ],
    ['Express in an action', 'src/features/people/tasks/actions.ts', "import { Router } from 'express'"],
    [
      'the web in an action',
      'src/features/people/tasks/actions.ts',
      "import { done } from '../../../web/notice.ts'",
    ],
    [
      'queries in a workflow',
      'src/features/people/tasks/workflow.ts',
      "import { getTask } from './queries.ts'",
    ],
    ['actions in a page', 'src/features/people/tasks/pages.ts', "import { moveTask } from './actions.ts'"],
    ['a feature in the web', 'src/web/shell.ts', "import { tasks } from '../features/people/tasks/noun.ts'"],
    ['the web in work', 'src/work/door.ts', "import { render } from '../web/views.ts'"],
    ['the house in lib', 'src/lib/money.ts', "import { NotFound } from '../errors.ts'"],
  ])('refuses %s', async (_what, file, code) => {
    expect(await complaints(file, code)).toHaveLength(1)
  })

  it.each([
    [
      'a type from above',
      'src/features/people/tasks/queries.ts',
      "import type { Option } from '../../../web/parts.ts'",
    ],
    [
      "another noun's queries",
      'src/features/people/tasks/routes.ts',
      "import { shopOptions } from '../shops/queries.ts'",
    ],
    [
      'a lower department',
      'src/features/warehouse/shipments/actions.ts',
      "import { x } from '../../orders/orders/queries.ts'",
    ],
  ])('allows %s', async (_what, file, code) => {
    expect(await complaints(file, code)).toEqual([])
  })
})
