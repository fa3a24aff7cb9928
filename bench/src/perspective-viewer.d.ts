/** Of `@perspective-dev/viewer`, whose own types need those of React: as much as is used. */
import type { Client } from '@perspective-dev/client';

export interface HTMLPerspectiveViewerElement extends HTMLElement {
  load(client: Client): Promise<void>;
  flush(): Promise<void>;
  restore(config: Record<string, unknown>): Promise<void>;
}

declare const viewer: { init_client(wasm: Promise<Response>): Promise<void> };
export default viewer;

declare global {
  interface HTMLElementTagNameMap {
    'perspective-viewer': HTMLPerspectiveViewerElement;
  }
}
