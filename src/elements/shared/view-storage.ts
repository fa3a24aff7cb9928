/** Where views of one's own are kept, unless the host says otherwise. */
import type { ViewStorage } from '../../model/stored-views.js';

export const VIEWS_KEY = 'ongoing-conversations-report.views';

/**
 * The browser's own, for all reports of the page's origin. It is the only thing that the report leaves in a browser:
 * names, filters, order and columns, and nothing of a conversation.
 */
export const browserStorage: ViewStorage = {
  load: () => localStorage.getItem(VIEWS_KEY),
  save: (text) => localStorage.setItem(VIEWS_KEY, text),
};
