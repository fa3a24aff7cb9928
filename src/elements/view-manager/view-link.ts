/** A view in the fragment of an address, which no server gets to see. */
import { readViewLink, viewLink, type KeptView } from '../../model/stored-views.js';

/** What else is in the fragment is the host's, perhaps the route of a page, and is not touched. */
const PART = /(^|[?&])ongoing-view=([^&]*)/;

export function linkedView(fragment: string): KeptView | null {
  const link = PART.exec(fragment.replace(/^#/, ''))?.[2];
  return link === undefined ? null : readViewLink(link);
}

/** The address with the view in it. */
export function linkTo(view: KeptView, address: string): string {
  const url = new URL(address);
  const before = url.hash.replace(/^#/, '');
  const part = `ongoing-view=${viewLink(view)}`;
  // A fragment that is a route takes parameters as a path does.
  const joint = before === '' ? '' : /^!?\//.test(before) && !before.includes('?') ? '?' : '&';
  url.hash = PART.test(before) ? before.replace(PART, `$1${part}`) : `${before}${joint}${part}`;
  return url.href;
}
