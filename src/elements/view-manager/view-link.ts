/** A view in the fragment of an address, which no server gets to see. */
import { readViewLink, viewLink, type KeptView } from '../../model/stored-views.js';

const NAME = 'ongoing-view';

export function linkedView(fragment: string): KeptView | null {
  const link = new URLSearchParams(fragment.replace(/^#/, '')).get(NAME);
  return link === null ? null : readViewLink(link);
}

/** The address with the view in it; what else is in its fragment stays. */
export function linkTo(view: KeptView, address: string): string {
  const url = new URL(address);
  const fragment = new URLSearchParams(url.hash.replace(/^#/, ''));
  fragment.set(NAME, viewLink(view));
  url.hash = fragment.toString();
  return url.href;
}
