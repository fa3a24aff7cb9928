/** Every piece of the public API has a story that is there for it: whoever adds one adds a story. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStories } from '../../../demo/gallery/catalogue.js';
import { controlFields } from '../../../demo/gallery/controls.js';
import { REPORT } from '../../../demo/gallery/manifest.js';
import { STORY_MODULES } from '../../../demo/stories/index.js';

const stories = readStories(STORY_MODULES);
const shown = new Set<string>(stories.flatMap(({ parameters }) => parameters.shows ?? []));
/** What every story shows, because it can be set or is listened to in every one. */
const everywhere = new Set([
  ...controlFields(stories[0] ?? assert.fail('no story')).map(({ arg }) => `property:${arg}`),
  // Set by the toolbar of the gallery, or by each story.
  'property:lang',
  'property:dir',
  'property:src',
  'method:addEventListener',
]);

const pieces = {
  slot: REPORT.slots,
  event: REPORT.events,
  state: REPORT.states,
  part: REPORT.parts,
  method: REPORT.methods,
  property: REPORT.properties,
};

describe('stories', () => {
  for (const [kind, all] of Object.entries(pieces)) {
    it(`show every ${kind} of the manifest`, () => {
      assert.ok(all.length > 0);
      const missing = all
        .map(({ name }) => `${kind}:${name}`)
        .filter((piece) => !shown.has(piece) && !everywhere.has(piece));
      assert.deepEqual(missing, []);
    });
  }

  it('show nothing that the manifest does not have', () => {
    const known = new Set(
      Object.entries(pieces).flatMap(([kind, all]) => all.map(({ name }) => `${kind}:${name}`)),
    );
    assert.deepEqual(
      [...shown].filter((piece) => !known.has(piece)),
      [],
    );
  });

  it('show every theme, direction and language that the toolbar offers', () => {
    const fixed = stories.map(({ globals }) => globals);
    for (const theme of ['light', 'dark'])
      assert.ok(
        fixed.some((globals) => globals.theme === theme),
        theme,
      );
    assert.ok(fixed.some(({ direction }) => direction === 'rtl'));
    for (const locale of ['ar', 'de', 'es', 'fr', 'ja', 'pt-BR'])
      assert.ok(
        fixed.some((globals) => globals.locale === locale),
        locale,
      );
  });
});
