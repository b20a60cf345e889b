import type { Member } from '../setup/cast.ts'
import { EVERYBODY } from './words.ts'

/** Who gets an answer at a door: whoever comes, those who are signed in, or members by name. */
export type Guests = 'anybody' | 'a registered terminal' | readonly Member[]

/**
 * The doors that belong to no noun, written by hand as `tests/matrix` is for the others. A door that stands in neither
 * fails the suite.
 */
export const houseDoors: Readonly<Record<string, Guests>> = {
  'GET /healthz': 'anybody',
  'GET /readyz': 'anybody',
  // From this machine only.
  'GET /metrics': 'anybody',
  'POST /theme': 'anybody',

  'GET /login': 'anybody',
  'POST /login': 'anybody',
  'GET /login/code': 'anybody',
  // With the right password typed in the same session; led to the sign-in page otherwise.
  'POST /login/code': 'anybody',
  'POST /logout': 'anybody',
  // With the one-time token, while nobody is here yet; 404 afterwards.
  'GET /setup': 'anybody',
  'POST /setup': 'anybody',
  'POST /setup/demo': 'anybody',
  'GET /password': EVERYBODY,
  'POST /password': EVERYBODY,
  'POST /password/sessions': EVERYBODY,
  'GET /second-factor': EVERYBODY,
  'POST /second-factor': EVERYBODY,
  'POST /second-factor/codes': EVERYBODY,

  'GET /': EVERYBODY,
  'GET /live': EVERYBODY,
  'GET /styleguide': ['owner'],
  'GET /styleguide/print': ['owner'],

  'GET /warehouse/terminal': 'a registered terminal',
  'GET /warehouse/terminal/pick': 'a registered terminal',
  'GET /warehouse/terminal/pack': 'a registered terminal',
  'GET /warehouse/terminal/hand-over': 'a registered terminal',
  'GET /warehouse/terminal/problem': 'a registered terminal',
  'GET /warehouse/terminal/count': 'a registered terminal',
  'GET /warehouse/terminal/receive': 'a registered terminal',
  'GET /warehouse/terminal/transfer': 'a registered terminal',
  'GET /warehouse/terminal/returns': 'a registered terminal',
  'POST /warehouse/terminal/sign-in': 'a registered terminal',
  'POST /warehouse/terminal/scans': 'a registered terminal',
  'POST /warehouse/terminal/photos': 'a registered terminal',
  'POST /warehouse/terminal/touch': 'a registered terminal',
  'POST /warehouse/terminal/lock': 'a registered terminal',
  'POST /warehouse/terminal/sign-out': 'a registered terminal',
}
