/** Fills the screen with an element, or gives it back. Where the page or the browser forbids it, nothing changes. */
export async function toggleFullscreen(element: Element): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen());
  } catch {
    // Forbidden by a permissions policy: there is nothing to undo.
  }
}
