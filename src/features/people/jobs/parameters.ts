import { parameter } from '../../../work/parameters.ts'

/** How often in a row a job must have failed before somebody is asked to see to it. */
export const failuresInARow = parameter({
  key: 'people.job-failures',
  label: '后台任务连续失败几次通知负责人',
  unit: '次',
  default: 3,
  min: 1,
  max: 100,
  hint: '偶尔失败一次会自动重试，不打扰任何人。',
})
