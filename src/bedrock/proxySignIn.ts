/** Words of the way there without the user and password of a proxy, which older editors repeat: `PROXY me:secret@host`. */
export function withoutProxySignIn(words: string): string {
  return words.replaceAll(/\b(PROXY|HTTPS?|SOCKS[45]?)\s+\S+@/gi, '$1 ');
}
