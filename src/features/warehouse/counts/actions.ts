/** Deeds of counting: planning, a clerk's turn at a location, and the lead's judgement. */
export { planCount } from './actions/plan.ts'
export type { PlanInput } from './actions/plan.ts'
export { abandonTurn, beginTurn, finishTurn, tally } from './actions/turn.ts'
export { enterPaper } from './actions/paper.ts'
export type { PaperInput } from './actions/paper.ts'
export { moveCount } from './actions/move.ts'
export { reviewLines } from './actions/review.ts'
export type { Judgement } from './actions/review.ts'
