/** A LIKE pattern for texts that contain another; what LIKE would take for a wildcard stands for itself. */
export function containing(text: string): string {
  return `%${escaped(text)}%`
}

/** A LIKE pattern for texts that begin with another. */
export function beginning(text: string): string {
  return `${escaped(text)}%`
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
