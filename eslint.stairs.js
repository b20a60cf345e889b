/**
 * Which way imports go: values downward only, types may go up. One table per stair; the order of the departments is
 * the order of the house.
 */
export const DEPARTMENTS = [
  'people',
  'catalog',
  'orders',
  'warehouse',
  'service',
  'quality',
  'marketing',
  'conduct',
  'growth',
  'appraisal',
  'insight',
  'safety',
]

const RULE = '@typescript-eslint/no-restricted-imports'

/** @param {[string, string][]} bans pairs of a pattern over the import's path and the sentence why not */
const ban = (files, bans, ignores = []) => ({
  files,
  ignores,
  rules: {
    [RULE]: [
      'error',
      { patterns: bans.map(([regex, message]) => ({ regex, message, allowTypeImports: true })) },
    ],
  },
})

const EXPRESS = ['^express$', 'Below routes nobody knows Express.']
const DATABASE = ['/database/', 'Only actions, queries, measures and jobs speak to the database.']
const WEB = ['/web/', 'Below routes and pages nobody knows the web.']
const room = (...names) => `(^|/)(${names.join('|')})\\.ts$`

/** Of another noun: its actions, queries, policy, measures and definition. */
const FOREIGN_ROOMS = [
  '^\\.\\./(\\.\\./[a-z-]+/)?[a-z-]+/(routes|forms|pages|workflow)\\.ts$',
  'Of another noun use its actions, queries, policy, measures or definition.',
]

const laterDepartments = (department) => {
  const later = DEPARTMENTS.slice(DEPARTMENTS.indexOf(department) + 1)
  return later.length === 0
    ? []
    : [
        [
          `^\\.\\./\\.\\./(${later.join('|')})/`,
          `${department} stands before that department: hand it over in a table.`,
        ],
      ]
}

const rooms = {
  routes: [DATABASE, ['/generated/', 'No Prisma in routes.']],
  forms: [DATABASE, EXPRESS, [room('routes', 'pages', 'actions', 'queries'), 'Forms look nothing up.']],
  pages: [DATABASE, EXPRESS, [room('routes', 'actions'), 'A page is made of rows that were brought to it.']],
  actions: [EXPRESS, WEB, [room('routes', 'pages', 'forms'), 'Deeds stand below the browser.']],
  queries: [EXPRESS, WEB, [room('routes', 'pages', 'forms', 'actions'), 'Reads stand below the browser.']],
  policy: [
    EXPRESS,
    WEB,
    DATABASE,
    [room('routes', 'pages', 'forms', 'actions', 'queries'), 'A rule reads only the row it is given.'],
  ],
  workflow: [
    EXPRESS,
    WEB,
    DATABASE,
    [room('routes', 'pages', 'forms', 'actions', 'queries', 'policy'), 'A table of moves knows nobody.'],
  ],
}

export const stairs = [
  ban(['src/lib/**'], [['^\\.\\./', 'lib knows nothing of the house.']]),
  ban(['src/database/**'], [['/(work|web|features|storage|backups)/', 'The database is below all of that.']]),
  ban(['src/backups/**'], [['/(work|web|features)/', 'Backups know tables and files, not what they mean.']]),
  ban(
    ['src/work/**', 'src/storage/**'],
    [['/(web|features)/', 'work stands below the web and the features.'], EXPRESS],
  ),
  ban(['src/web/**'], [['/features/', 'The web knows no feature.']]),
  ...DEPARTMENTS.flatMap((department) => [
    ban(
      [`src/features/${department}/**`],
      [FOREIGN_ROOMS, ...laterDepartments(department)],
      [
        // 工作台 is put together from other nouns' pages.
        'src/features/people/home/**',
      ],
    ),
    ...Object.entries(rooms).map(([name, bans]) =>
      ban(
        [`src/features/${department}/**/${name}.ts`],
        [FOREIGN_ROOMS, ...laterDepartments(department), ...bans],
        ['src/features/people/home/**'],
      ),
    ),
  ]),
]
