/** Where the reference server is, when the page was started with it (`npm start`). */
import { html, type TemplateResult } from 'lit';

/** Vite writes the address into the page; a static copy of the gallery has none. */
export function referenceAddress(scheme: 'ws' | 'http'): string | null {
  const path = document.querySelector<HTMLMetaElement>('meta[name="reference-server"]')?.content;
  if (!path) return null;
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace('http', scheme);
  return url.href;
}

/** The folder of its addresses. */
export const referenceRoot = (): string => new URL('.', referenceAddress('http') ?? location.href).href;

const MISSING =
  'This story needs the reference server, and this page was not started with it. Run “npm start” and open it there.';

export const serverIsMissing = (): TemplateResult => html`<p class="story-problem">${MISSING}</p>`;
