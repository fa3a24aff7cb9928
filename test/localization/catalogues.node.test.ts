/** Every locale says everything, with the same placeholders, in its own words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Catalogue, Message } from '../../src/localization/catalogue.js';
import { en as enAtOnce } from '../../src/localization/en.js';
import { enActions } from '../../src/localization/en-actions.js';
import { enFeatures } from '../../src/localization/en-features.js';
import { arFeatures } from '../../src/localization/ar-features.js';
import { ar } from '../../src/localization/ar.js';
import { deFeatures } from '../../src/localization/de-features.js';
import { de } from '../../src/localization/de.js';
import { esFeatures } from '../../src/localization/es-features.js';
import { es } from '../../src/localization/es.js';
import { frFeatures } from '../../src/localization/fr-features.js';
import { fr } from '../../src/localization/fr.js';
import { jaFeatures } from '../../src/localization/ja-features.js';
import { ja } from '../../src/localization/ja.js';
import { ptBRFeatures } from '../../src/localization/pt-BR-features.js';
import { ptBR } from '../../src/localization/pt-BR.js';
import { addFeatureWords } from '../../src/localization/feature-words.js';
import { addEnglish } from '../../src/localization/english.js';
import { loadCatalogue, loadedCatalogue, registerLocale } from '../../src/localization/registry.js';
import { Localization } from '../../src/localization/localization.js';
import { pack, unpack } from '../../src/localization/packed.js';

const en = { ...enAtOnce, ...enActions, ...enFeatures };
const LOCALES: Record<string, Required<Catalogue>> = {
  ar: { ...ar, ...arFeatures },
  de: { ...de, ...deFeatures },
  es: { ...es, ...esFeatures },
  fr: { ...fr, ...frFeatures },
  ja: { ...ja, ...jaFeatures },
  'pt-BR': { ...ptBR, ...ptBRFeatures },
};
/** Languages whose words do not change with a number, or stand so that they need not: before a colon, or with brackets. */
const UNCHANGING = new Set(['ar', 'ja']);

const placeholders = (message: Message): string[] => {
  const text = typeof message === 'string' ? message : message.other;
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
};

for (const [locale, catalogue] of Object.entries(LOCALES)) {
  describe(`the catalogue ${locale}`, () => {
    it('has the keys of English, and no others', () => {
      assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(en).sort());
    });

    it('fills the same values in', () => {
      for (const [key, message] of Object.entries(en) as [keyof typeof en, Message][]) {
        assert.deepEqual(placeholders(catalogue[key]), placeholders(message), key);
      }
    });

    it('has a form for each plural category of its language where English has one', () => {
      const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
      for (const [key, message] of Object.entries(en) as [keyof typeof en, Message][]) {
        if (typeof message === 'string') continue;
        const own = catalogue[key];
        if (UNCHANGING.has(locale)) {
          assert.ok(typeof own === 'string' || !/\{count\} (?!من )\p{L}{2}/u.test(own.other) || own.few, key);
          continue;
        }
        assert.ok(typeof own === 'object', `${key} needs plural forms`);
        // "Many" is for a million and more of something: the form "other" reads right there.
        for (const category of pluralCategories.filter((name) => name !== 'many'))
          assert.ok(own[category], `${key} ${category}`);
      }
    });

    it('is translated: few messages are the same as in English', () => {
      const same = Object.entries(en).filter(([key, message]) => {
        return JSON.stringify(catalogue[key as keyof typeof en]) === JSON.stringify(message);
      });
      assert.ok(same.length < Object.keys(en).length * 0.1, same.map(([key]) => key).join(', '));
    });
  });
}

describe('a locale', () => {
  it('is found by its tag, by its language and by another tag of that language', async () => {
    for (const [tag, catalogue] of [
      ['ar-EG', ar],
      ['de', de],
      ['es-MX', es],
      ['ja-JP', ja],
      ['pt-BR', ptBR],
      ['pt', ptBR],
      ['PT-pt', ptBR],
    ] as const)
      assert.equal(await loadCatalogue(tag), catalogue, tag);
    for (const tag of Object.keys(LOCALES)) {
      await loadCatalogue(tag);
      await addFeatureWords(tag);
      assert.equal(loadedCatalogue(tag)?.['outcome.undo'], LOCALES[tag]?.['outcome.undo'], tag);
    }
  });
});

describe('the words of features', () => {
  it('are added to the language that is in use, and leave a host’s own ones as they are', async () => {
    registerLocale('fr', { ...fr });
    await addFeatureWords('fr-CA');
    assert.equal(loadedCatalogue('fr-CA')?.['outcome.undo'], frFeatures['outcome.undo']);
    registerLocale('fr', { ...fr, 'outcome.undo': 'Oups' });
    await addFeatureWords('fr');
    assert.deepEqual(
      [loadedCatalogue('fr')?.['outcome.undo'], loadedCatalogue('fr')?.['outcome.undone']],
      ['Oups', frFeatures['outcome.undone']],
    );
  });

  it('are English where there are no others', async () => {
    registerLocale('nl', Object.freeze({ ...fr }));
    await addFeatureWords('nl');
    await addFeatureWords('xx');
    addEnglish(enFeatures);
    assert.equal(new Localization('nl', loadedCatalogue('nl')).term('outcome.undo'), 'Undo');
  });
});

describe('a packed catalogue', () => {
  it('comes out as it went in', () => {
    assert.deepEqual(unpack(pack(fr)), fr);
    const forms = { one: 'a', few: 'b', other: 'c' };
    assert.deepEqual(unpack(pack({ ...fr, 'toast.more': forms }))['toast.more'], forms);
  });

  it('lacks no message and holds none that would come out differently', () => {
    const lacking = Object.entries(fr).filter(([key]) => key !== 'status.open');
    assert.throws(() => pack(Object.fromEntries(lacking) as unknown as Catalogue), /status\.open/);
    assert.throws(() => pack({ ...fr, 'status.open': 'open|closed' }), /status\.open/);
    assert.throws(() => pack({ ...fr, 'status.open': 'two\nlines' }));
  });
});

describe('a message', () => {
  it('takes its plural form from count and writes numbers as the locale does', () => {
    const english = new Localization('en');
    assert.equal(english.term('report.window', { count: 1 }), 'Last hour');
    assert.equal(english.term('report.window', { count: 24 }), 'Last 24 hours');
    assert.equal(new Localization('fr', fr).number(1_234_567.5).replace(/\s/g, ' '), '1 234 567,5');
  });

  it('L23 fills values in once: braces inside a value stay', () => {
    const words = new Localization('en', en, { 'action.refused': '{action}: {reason}' });
    assert.equal(words.term('action.refused', { action: '{reason}', reason: 'no' }), '{reason}: no');
  });

  it('that a host’s catalogue lacks is English', () => {
    const partial = new Localization('es', { 'status.open': 'Abierta' } as unknown as Catalogue);
    assert.deepEqual([partial.term('status.open'), partial.term('status.active')], ['Abierta', 'Active']);
  });

  it('of an unknown value is the value itself', () => {
    assert.equal(new Localization().value('status', 'telepathy'), 'telepathy');
    assert.equal(new Localization().value('status', 'constructor'), 'constructor');
  });
});

describe('durations and times', () => {
  const words = new Localization('en', en, {}, 'Europe/Paris');

  it('G09 read m:ss, from an hour on h:mm:ss, beyond a day in hours', () => {
    assert.deepEqual(
      [0, 9_000, 61_000, 3_600_000, 360_000_000].map((ms) => words.duration(ms)),
      ['0:00', '0:09', '1:01', '1:00:00', '100:00:00'],
    );
  });

  it('are spoken to the minute', () => {
    assert.equal(words.spokenDuration(5_000), '5 seconds');
    assert.equal(words.spokenDuration(119_000), '1 minute');
    assert.equal(words.spokenDuration(7_260_000), '2 hours 1 minute');
  });

  it('are spoken in the form of the number in Arabic', () => {
    const arabic = new Localization('ar', ar);
    assert.deepEqual(
      [60_000, 120_000, 180_000, 660_000].map((ms) => arabic.spokenDuration(ms)),
      ['دقيقة واحدة', 'دقيقتان', '3 دقائق', '11 دقيقة'],
    );
  });

  it('have the digits of running clocks in all languages, also where a tag asks for others', () => {
    for (const tag of ['ar', 'ar-EG', 'ar-u-nu-arab', 'fa', 'hi-u-hc-h12-nu-deva']) {
      const local = new Localization(tag, ar, {}, 'UTC');
      const texts = [
        local.number(12),
        local.percent(0.5),
        local.time(0),
        local.timeOfDay(0),
        local.dateTime(0),
      ];
      for (const text of texts) assert.match(text, /[0-9]/);
      assert.doesNotMatch(texts.join(' '), /(?![0-9])\p{Nd}/u);
    }
  });

  it('are of the report’s time zone, and a wrong zone or locale falls back', () => {
    assert.equal(words.time(1_767_225_600_000), '01:00:00 AM');
    assert.ok(new Localization('not a locale!', en, {}, 'Mars/Olympus').time(0).length > 0);
  });
});
