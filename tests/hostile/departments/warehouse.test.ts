import { hostileForms } from '../forms.ts'

hostileForms('warehouse')
