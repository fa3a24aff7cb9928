// Finds things in pages by role and name, through shadow trees, and waits for them.
const TIMEOUT_MS = 15_000;
const PAUSE_MS = 50;

/** The element of this role and name in a page, a frame or an element of one, as soon as it is there. */
export function byRole(place, role, name) {
  return place.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, { timeout: TIMEOUT_MS });
}

/** Waits until `condition` gives something true, which is the answer. */
export async function poll(what, condition) {
  const end = performance.now() + TIMEOUT_MS;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (performance.now() > end) throw new Error(`never came to: ${what}`);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}
