import { hostileForms } from '../forms.ts'

hostileForms('orders')
