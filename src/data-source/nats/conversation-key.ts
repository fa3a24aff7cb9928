/**
 * Ids of conversations as keys of the bucket. A key may not hold what an id may (spaces, dots at its ends, any script), and
 * a dot or a wildcard would split the subject it becomes.
 */
const PLAIN = /^[-\w]+$/;
const ENCODED = /^=[-\w]+$/;

/** The key of a conversation: its id where that is letters, digits, `-` and `_`; else `=` and the id as base64url of UTF-8. */
export function conversationKey(id: string): string {
  if (PLAIN.test(id)) return id;
  const bytes = new TextEncoder().encode(id);
  const text = btoa(String.fromCharCode(...bytes));
  return `=${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The id that a key stands for; null for a key that {@link conversationKey} does not make. */
export function conversationOf(key: string): string | null {
  if (PLAIN.test(key)) return key;
  if (!ENCODED.test(key)) return null;
  try {
    const text = atob(key.slice(1).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
