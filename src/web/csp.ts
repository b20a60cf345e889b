/**
 * The content security policy of every page: nothing from other hosts, no inline script or style, scripts only with
 * this answer's nonce (modules hand it on to what they import). `data:` and `blob:` pictures are Tabler's form
 * marks and previews of chosen files.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
