/**
 * The public tokens (`--ongoing-*`, set by the host) become private ones (`--_*`) here, once, on the root element;
 * every other style sheet uses the private ones, which inherit into the inner elements.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --_background: var(--ongoing-background, light-dark(#ffffff, #161a21));
    --_background-muted: var(--ongoing-background-muted, light-dark(#f8f9fb, #1b2029));
    --_line: var(--ongoing-line, light-dark(#e4e7ec, #2a313c));
    --_line-strong: var(--ongoing-line-strong, light-dark(#8a94a3, #6b7686));
    --_text: var(--ongoing-text, light-dark(#161b24, #eef1f6));
    --_text-muted: var(--ongoing-text-muted, light-dark(#545f6f, #a3aebd));
    --_accent: var(--ongoing-accent, light-dark(#2f5bd7, #86a5ff));
    --_accent-soft: var(--ongoing-accent-soft, light-dark(#e9effd, #1d2a4a));
    --_on-accent: var(--ongoing-on-accent, light-dark(#ffffff, #0e1116));
    --_open: var(--ongoing-open, light-dark(#8f5400, #f2b04e));
    --_open-soft: var(--ongoing-open-soft, light-dark(#fdf1dc, #3a2b12));
    --_active: var(--ongoing-active, light-dark(#116a45, #58cf9a));
    --_active-soft: var(--ongoing-active-soft, light-dark(#e0f4ea, #12342a));
    --_waiting: var(--ongoing-waiting, light-dark(#1a5fa8, #7db7f5));
    --_waiting-soft: var(--ongoing-waiting-soft, light-dark(#e3f0fc, #14304b));
    --_wrap-up: var(--ongoing-wrap-up, light-dark(#6a3fb5, #b99bf2));
    --_wrap-up-soft: var(--ongoing-wrap-up-soft, light-dark(#efe8fb, #2b2144));
    --_danger: var(--ongoing-danger, light-dark(#b3261e, #ff8a80));
    --_danger-soft: var(--ongoing-danger-soft, light-dark(#fcebea, #421a18));
    --_focus: var(--ongoing-focus, var(--_accent));
    --_radius: var(--ongoing-radius, 14px);
    --_radius-small: var(--ongoing-radius-small, 8px);
    --_row-height: var(--ongoing-row-height, 44px);
    --_font: var(--ongoing-font, 14px / 1.35 Inter, 'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif);
    --_shadow: var(--ongoing-shadow, 0 24px 70px rgb(0 0 0 / 0.35));
  }
`;
