/** What a supervisor does in the report that a story shows, as soon as there is what it takes. */

/** About ten seconds: code of dialogs comes after the first rows. */
const MOST_FRAMES = 600;

/** Does something in each frame until it answers true. */
export async function inFrames(attempt: () => boolean): Promise<void> {
  for (let frames = 0; frames < MOST_FRAMES && !attempt(); frames += 1)
    await new Promise(requestAnimationFrame);
}

/** Presses the first element that matches, wherever in the report's shadow trees it is seen, and that takes presses. */
export function press(canvas: HTMLElement, selector: string): Promise<void> {
  return inFrames(() => {
    const found = find(canvas, selector);
    found?.click();
    return found !== undefined;
  });
}

/** Presses until what was pressed is gone: some buttons take no press in their first half second. */
export async function pressAway(canvas: HTMLElement, selector: string): Promise<void> {
  await press(canvas, selector);
  await inFrames(() => {
    const found = find(canvas, selector);
    found?.click();
    return found === undefined;
  });
}

/** Takes the first agent or queue that a dialog offers, and confirms. */
export async function chooseAndConfirm(canvas: HTMLElement): Promise<void> {
  let wasOpen = false;
  await inFrames(() => {
    const option = find(canvas, '[role=option]');
    if (!option) return wasOpen;
    wasOpen = true;
    // The list may be read anew after a choice.
    (find(canvas, '[role=option][aria-selected=true]') ? find(canvas, '#confirm') : option)?.click();
    return false;
  });
}

/** Presses a key where the focus is. */
export function pressKey(key: string): void {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

function find(root: ParentNode, selector: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const isReady = element.getAttribute('aria-disabled') !== 'true' && element.checkVisibility();
    if (element.matches(selector) && isReady) return element;
    const inner = element.shadowRoot && find(element.shadowRoot, selector);
    if (inner) return inner;
  }
  return undefined;
}
