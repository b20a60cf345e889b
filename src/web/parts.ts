/**
 * The components' data: what a page function builds and `views/parts/*.ejs` prints. One file per family in `parts/`;
 * everybody imports from here.
 */
export * from './parts/page.ts'
export * from './parts/action.ts'
export * from './parts/form.ts'
export * from './parts/table.ts'
export * from './parts/chart.ts'
export * from './parts/record.ts'
export * from './parts/home.ts'
