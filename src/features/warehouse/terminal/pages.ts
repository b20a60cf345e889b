import type { Page } from '../../../web/parts.ts'
import type { Clerk } from '../badges/queries.ts'
import { subjectOn } from './chain.ts'
import { COMMANDS, commandOf } from './commands.ts'
import type { Screen } from './hand.ts'
import type { InHand } from './in-hand.ts'
import type { Outcome } from './outcome.ts'
import { toneIcons } from './outcome.ts'
import { pictured, picturedInWords } from './photographs.ts'
import type { Session, Terminal, Waiting } from './queries.ts'
import { screens, unfinished } from './screens.ts'
import type { WorkView } from './work-view.ts'
import { workView } from './work-view.ts'

/** A key that can be pressed, clicked, or scanned from the wall. */
export interface KeyView {
  code: string
  label: string
  shown: string
  primary: boolean
}

/** The last answer, as large as the screen allows. */
export interface ResultView {
  tone: Outcome['tone']
  icon: string
  title: string
  text: string
  code: string
}

export interface ClerkView {
  number: string
  id: string
  name: string
  employeeNumber: string
  /** Why this clerk can't use a PIN. */
  note: string
}

interface TerminalPage extends Page {
  layout: 'terminal'
  device: string
}

/** Who are you? */
export interface SignInPage extends TerminalPage {
  clerks: ClerkView[]
  /** Who locked the terminal, and what lies there. */
  locked?: { name: string; work: string }
}

/** A machine that is no terminal, not yet or not any more: `warehouse/terminal/closed`. */
export interface ClosedPage extends TerminalPage {
  text: string
  steps: string[]
  revoked: boolean
}

/** One of the work screens. */
export interface ScreenPage extends TerminalPage {
  session: string
  screen: Screen
  /** The open parcel or wave; empty for none. */
  subject: string
  /** What a picture would be of; empty for nothing. */
  pictured: string
  idleSeconds: string
  result: ResultView
  work: WorkView
  keys: KeyView[]
  /** Which key says which command, on every screen: `F2 CMD-OK,Escape CMD-CANCEL`. */
  keymap: string
  clerks: ClerkView[]
}

/** What an answer to a scan brings to the page. */
export interface ScreenState {
  session: number
  screen: Screen
  subject: number | null
  pictured: string
  title: string
  result: ResultView
}

export function closedPage(revoked: boolean): ClosedPage {
  return {
    title: revoked ? '本机已停用' : '本机不是终端',
    layout: 'terminal',
    device: '',
    revoked,
    ...(revoked ? { scripts: ['terminal/left-over'] } : {}),
    text: revoked ? '运营主管停用了这台终端，不能再在这里作业。' : '这台电脑还没有登记为仓库终端。',
    steps: revoked
      ? ['请联系运营主管。需要继续使用时，由主管在本机重新登记。']
      : [
          '由运营主管或店铺负责人在这台电脑上登录。',
          '打开“仓库 · 终端”，点“登记本机为终端”。',
          '退出登录，再回到这里。',
        ],
  }
}

export function signInPage(terminal: Terminal, clerks: readonly Clerk[], locked: Session | null): SignInPage {
  return {
    title: terminal.name,
    layout: 'terminal',
    device: terminal.name,
    scripts: ['terminal/entrance'],
    clerks: clerks.map(clerkView),
    ...(locked ? { locked: { name: locked.personName, work: unfinished(locked.hand)?.kept ?? '' } } : {}),
  }
}

function clerkView({ id, name, employeeNumber, hasPin }: Clerk, i: number): ClerkView {
  return {
    number: String(i + 1),
    id: String(id),
    name,
    employeeNumber,
    note: hasPin ? '' : '还没有设置 PIN，请刷工牌',
  }
}

/** What a screen is made of. */
export interface ScreenInput {
  session: Session
  screen: Screen
  inHand: InHand
  /** Absent while a parcel or wave is open: nobody looks at what waits. */
  waiting: Waiting | null
  last: Outcome | null
  now: Date
}

/** What surrounds it, the same after every scan. */
interface Around {
  terminal: Terminal
  clerks: readonly Clerk[]
  idleSeconds: number
}

export function screenPage(input: ScreenInput, { terminal, clerks, idleSeconds }: Around): ScreenPage {
  const state = screenState(input)
  return {
    title: state.title,
    layout: 'terminal',
    device: terminal.name,
    scripts: ['terminal/main'],
    session: String(state.session),
    screen: state.screen,
    subject: state.subject === null ? '' : String(state.subject),
    pictured: state.pictured,
    idleSeconds: String(idleSeconds),
    result: state.result,
    work: workOf(input),
    keys: keysOf(input.screen),
    keymap: Object.values(COMMANDS)
      .filter(({ key }) => key !== '')
      .map(({ key, code }) => `${key} ${code}`)
      .join(','),
    clerks: clerks.map(clerkView),
  }
}

export function workOf({ screen, inHand, waiting, now }: ScreenInput): WorkView {
  return workView(screen, inHand, waiting, now)
}

export function screenState({ session, screen, inHand, last }: ScreenInput): ScreenState {
  return {
    session: session.id,
    screen,
    subject: subjectOn(screen, session.hand),
    pictured: picturedInWords(pictured(screen, session.hand)),
    title: screens[screen].label,
    result: last ? resultView(last) : promptOf(screen, inHand),
  }
}

export function resultView({ tone, title, text, code }: Outcome): ResultView {
  const command = commandOf(code) !== null
  return { tone, icon: toneIcons[tone], title, text, code: command ? '' : code }
}

/** What the screen waits for, before anything was scanned. */
function promptOf(screen: Screen, inHand: InHand): ResultView {
  return { tone: 'info', icon: 'barcode', title: screens[screen].prompt(inHand), text: '', code: '' }
}

/** All keys work on every screen; those that are of use on this one are shown. */
export function keysOf(screen: Screen): KeyView[] {
  return screens[screen].keys.map((command) => {
    const { code, label, shown } = COMMANDS[command]
    return { code, label, shown, primary: command === 'confirm' }
  })
}
