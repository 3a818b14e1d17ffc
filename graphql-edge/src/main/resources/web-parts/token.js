// The token that a person has signed in with: kept for this browser tab only, never in the page's
// address, and gone when the tab is closed.

const KEY = 'tributary-token';

/** The token, or null. */
export function token() {
  return sessionStorage.getItem(KEY);
}

/** Keeps a token; a blank one forgets the one before. */
export function keepToken(text) {
  const stripped = text.trim().replace(/^Bearer\s+/i, '');
  if (stripped) sessionStorage.setItem(KEY, stripped);
  else sessionStorage.removeItem(KEY);
}

/** What a request bears. */
export function authorization() {
  const kept = token();
  return kept ? { authorization: `Bearer ${kept}` } : {};
}
