/** Confirms the force close that a story has opened; the button takes no press in its first half second. */
export async function confirmForceClose(canvas: HTMLElement): Promise<void> {
  let wasOpen = false;
  for (let frames = 0; frames < 600; frames += 1) {
    // Its code may come after the press.
    const root = canvas
      .querySelector('ongoing-conversations-report')
      ?.shadowRoot?.querySelector('ongoing-conversations-force-close-dialog')?.shadowRoot;
    const isOpen = root?.querySelector('dialog[open]') != null;
    if (wasOpen && !isOpen) return;
    wasOpen = isOpen;
    root?.querySelector<HTMLElement>('#confirm')?.click();
    await new Promise(requestAnimationFrame);
  }
}
