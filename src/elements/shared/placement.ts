/**
 * Puts a layer (popover) beside the control it belongs to. Through the CSSOM, because CSS anchor positioning is not in
 * every browser yet and a strict policy forbids style attributes. A layer in the top layer is placed in the viewport.
 */
export type Alignment = 'start' | 'center' | 'end';

/** Kept free between a layer and the edge of the viewport. */
const EDGE = 8;

/**
 * Places `layer`, which must be `position: fixed` and shown, under `anchor`, or above it when there is more room there.
 * @param gap pixels between the two; negative overlaps them.
 */
export function placeBeside(layer: HTMLElement, anchor: Element, alignment: Alignment, gap: number): void {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const around = anchor.getBoundingClientRect();
  const { width: layerWidth } = layer.getBoundingClientRect();
  // The height it wants: taking the limit away to measure it would lose how far it is scrolled.
  const layerHeight = layer.scrollHeight + layer.offsetHeight - layer.clientHeight;
  const below = height - around.bottom - gap - EDGE;
  const above = around.top - gap - EDGE;
  const isAbove = layerHeight > below && above > below;
  const room = Math.max(0, isAbove ? above : below);
  const shown = Math.min(layerHeight, room);

  const isLeftAligned = alignment === (getComputedStyle(anchor).direction === 'rtl' ? 'end' : 'start');
  const wanted =
    alignment === 'center'
      ? (around.left + around.right - layerWidth) / 2
      : isLeftAligned
        ? around.left
        : around.right - layerWidth;
  const left = Math.max(EDGE, Math.min(wanted, width - layerWidth - EDGE));

  // A wallboard is enlarged as a whole, and lengths with it.
  const { currentCSSZoom: zoom = 1 } = layer as { readonly currentCSSZoom?: number };
  layer.style.left = `${String(left / zoom)}px`;
  layer.style.top = `${String((isAbove ? around.top - gap - shown * zoom : around.bottom + gap) / zoom)}px`;
  layer.style.maxBlockSize = layerHeight > room ? `${String(room)}px` : '';
}
