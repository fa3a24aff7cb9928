/** The panels below a story, in the order of their tabs. */
export const PANELS = ['controls', 'events', 'code', 'theme', 'accessibility'] as const;
export type Panel = (typeof PANELS)[number];

export const PANEL_NAMES: Readonly<Record<Panel, string>> = {
  controls: 'Controls',
  events: 'Events',
  code: 'Code',
  theme: 'Theme editor',
  accessibility: 'Accessibility',
};
