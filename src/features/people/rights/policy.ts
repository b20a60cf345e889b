import { anyone } from '../../../work/rules.ts'

/** Who may do what is no secret: everybody can see what to ask whom for. */
export const policy = { list: anyone }
