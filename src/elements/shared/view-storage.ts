/** Where views of one's own are kept, unless the host says otherwise. */
import type { ViewStorage } from '../../model/stored-views.js';

const KEY = 'ongoing-conversations-report.views';

/**
 * The browser's own, for all reports of the page's origin. It is the only thing that the report leaves in a browser:
 * names, filters, order and columns, and nothing of a conversation.
 */
export const browserStorage: ViewStorage = {
  load: () => localStorage.getItem(KEY),
  save: (text) => localStorage.setItem(KEY, text),
};

/** Whether what another tab changed may be the views. */
export function isAboutViews({ key }: StorageEvent): boolean {
  return key === KEY || key === null;
}
