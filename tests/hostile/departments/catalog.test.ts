import { hostileForms } from '../forms.ts'

hostileForms('catalog')
