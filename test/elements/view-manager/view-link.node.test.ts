/** A view in an address, beside what the page itself has in its fragment. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkedView, linkTo } from '../../../src/elements/view-manager/view-link.js';
import { keptView } from '../../../src/model/stored-views.js';
import { DEFAULT_VIEW } from '../../../src/model/view-state.js';

const usual = keptView(DEFAULT_VIEW);
const other = {
  ...usual,
  filters: { queue: Array.from({ length: 20_000 }, (_, id) => `queue ${String(id)} ü`) },
};

describe('a link to a view', () => {
  const fragments: readonly [before: string, after: RegExp][] = [
    ['', /^#ongoing-view=[\w-]+$/],
    ['#/desk/live', /^#\/desk\/live\?ongoing-view=[\w-]+$/],
    ['#!/desk', /^#!\/desk\?ongoing-view=[\w-]+$/],
    ['#/desk?tab=a%20b', /^#\/desk\?tab=a%20b&ongoing-view=[\w-]+$/],
    ['#top', /^#top&ongoing-view=[\w-]+$/],
    ['#a=1+2&b=%C3%BC', /^#a=1\+2&b=%C3%BC&ongoing-view=[\w-]+$/],
    ['#ongoing-view=old&b=2', /^#ongoing-view=[\w-]{3,}&b=2$/],
    ['#my-ongoing-view=1', /^#my-ongoing-view=1&ongoing-view=[\w-]+$/],
  ];
  for (const [before, after] of fragments)
    it(`leaves the page its fragment: ${before || 'none'}`, () => {
      const { hash } = new URL(linkTo(usual, `https://host.example/page?x=1${before}`));
      assert.match(hash, after);
      assert.deepEqual(linkedView(hash), usual);
    });

  it('is written again over the one before it', () => {
    const twice = linkTo(other, linkTo(usual, 'https://host.example/#/desk'));
    assert.equal(twice.split('ongoing-view').length, 2);
    assert.deepEqual(linkedView(new URL(twice).hash), keptView({ ...DEFAULT_VIEW, ...other }));
  });

  it('is none where there is none', () => {
    for (const fragment of ['', '#', '#/desk', '#ongoing-view=', '#ongoing-view=%%%', '#my-ongoing-view=e30'])
      assert.equal(linkedView(fragment), null);
  });
});
