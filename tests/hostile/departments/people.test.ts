import { hostileForms } from '../forms.ts'

hostileForms('people')
