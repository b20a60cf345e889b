/**
 * A backup or restore that can't be, said twice: `message` in English for whoever runs a command, `words` in Chinese for
 * the page.
 */
export class BackupRefused extends Error {
  constructor(
    message: string,
    readonly words: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
