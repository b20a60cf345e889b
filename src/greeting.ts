import { networkInterfaces } from 'node:os'
import { dutyLabels } from './actor.ts'
import type { DemoSignIn } from './features/people/entrance/routes.ts'

export interface Greeting {
  HOST: string
  TRUST_PROXY: number
  port: number
  /** Given while nobody has an account. */
  setupToken: string | null
  signIns: readonly DemoSignIn[]
}

/** What the person who started us reads: where to go, how colleagues get there, how to sign in to the demo. */
export function greeting({ HOST, TRUST_PROXY, port, setupToken, signIns }: Greeting): string {
  const lines = [`Open http://localhost:${port}${setupToken === null ? '' : `/setup?token=${setupToken}`}`]
  if (setupToken !== null)
    lines.push('to create the owner account and the first shop, or to load the demo team.')
  if (['127.0.0.1', 'localhost', '::1'].includes(HOST)) {
    lines.push('Only this machine can reach it. Start with HOST=0.0.0.0 to let colleagues in.')
  } else {
    for (const address of ownAddresses())
      lines.push(`Colleagues on the local network: http://${address}:${port}`)
    if (TRUST_PROXY === 0) lines.push('Beyond a trusted network put TLS before it and set TRUST_PROXY=1.')
  }
  if (signIns.length > 0) {
    lines.push('', 'Demo sign-ins (employee number, password):')
    for (const { employeeNumber, password, position } of signIns) {
      lines.push(`  ${employeeNumber.padEnd(24)} ${password.padEnd(20)} ${dutyLabels[position]}`)
    }
    lines.push('', 'At a terminal:')
    for (const { employeeNumber, terminal } of signIns) {
      if (!terminal) continue
      const badge = terminal.badge ?? 'as before'
      lines.push(`  ${employeeNumber.padEnd(24)} PIN ${terminal.pin}, badge ${badge}`)
    }
  }
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
