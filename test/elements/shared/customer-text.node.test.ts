/** Text of other people, made safe to look at: what is taken out, what is kept, where it is cut. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeConversation } from '../../../src/data-source/decode-conversation.js';
import { initials, subjectText } from '../../../src/elements/shared/badges.js';
import { displayText, isolated } from '../../../src/elements/shared/customer-text.js';
import { Localization } from '../../../src/localization/index.js';
import { cutText, graphemes } from '../../../src/model/cut-text.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import { HOSTILE_TEXTS } from '../../support/hostile-texts.js';

const words = new Localization('en');
const count = (text: string): number => [...graphemes(text)].length;
const FAMILY = '👩‍👩‍👧‍👦';
const WHOLE = [FAMILY, '🇫🇷', '👋🏽', 'e\u0301', '각', 'नि', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'];

describe('text of other people', () => {
  for (const [place, { id, text, shown }] of HOSTILE_TEXTS.entries()) {
    it(`${id} is shown as it was written (${String(place + 1)})`, () => {
      assert.equal(displayText(text), shown);
    });
  }

  it('L08 L09 L10 has no direction control left, whatever is around it', () => {
    const controls = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069';
    assert.equal(displayText(`a${controls}b`), 'ab');
    assert.equal(isolated(`\u2069${controls}x`), '\u2068x\u2069');
  });

  it('L11 keeps Arabic, Hebrew and mixed text with its marks of direction', () => {
    for (const text of ['مرحبا بك', 'שלום \u200Eabc\u200F', '\u061Cالطلب 12345', 'مَرْحَبًا']) {
      assert.equal(displayText(text), text);
    }
  });

  it('L12 keeps at most four marks on a letter', () => {
    const tower = `Z${'\u0351\u0352\u0353'.repeat(200)}a`;
    assert.equal(displayText(tower), 'Z\u0351\u0352\u0353\u0351a');
    // A letter that is longer than all that is looked at.
    assert.equal(displayText(`Z${'\u0351'.repeat(100_000)}`), 'Z\u0351\u0351\u0351\u0351…');
  });

  for (const length of [100_000, 1_000_000]) {
    it(`L13 paints 512 graphemes of ${String(length)} characters, and takes no longer for it`, () => {
      for (const character of ['x', 'é', 'ع', FAMILY]) {
        const text = character.repeat(length / character.length);
        const start = process.cpuUsage();
        const shown = displayText(text);
        const { user } = process.cpuUsage(start);
        assert.ok(count(shown) <= 513 && shown.endsWith('…'), character);
        assert.ok(user < 50_000, `${String(user)} µs for ${character}`);
      }
    });
  }

  it('L14 L15 is one line, whatever white space it has', () => {
    assert.equal(displayText('a\r\n\tb\u2029\u00A0 c\u000B\u000C d'), 'a b c d');
    assert.equal(displayText('line\n\t'.repeat(500)).split('\n').length, 1);
  });

  it('L16 that nobody can see has a placeholder', () => {
    const unseen = [
      '',
      '   \t',
      '\u200B\u200D\uFEFF',
      '\u202E\u2069',
      '\u00AD\u2060',
      '\u3164\uFFA0',
      '\u2800',
      '\uFE0F',
    ];
    for (const subject of unseen) {
      assert.equal(
        subjectText(conversation('c', { subject }), words),
        '(no subject)',
        JSON.stringify(subject),
      );
    }
    assert.equal(subjectText(conversation('c', { subject: '\u200Bא' }), words), '\u200Bא');
  });

  it('L17 is never cut inside a character: by the screen', () => {
    for (const whole of WHOLE) {
      for (let before = 0; before < whole.length + 2; before += 1) {
        const text = 'x'.repeat(before) + whole.repeat(5_000);
        for (const maximum of [1, 7, 40, 512, 4_000]) {
          const shown = displayText(text, maximum);
          const kept = shown.slice(0, -1).replace(/^x+/, '');
          assert.ok(shown.endsWith('…') && text.startsWith(shown.slice(0, -1)));
          assert.equal(kept.length % whole.length, 0, `${whole} after ${String(before)}, ${String(maximum)}`);
        }
      }
    }
  });

  it('L17 is never cut inside a character: on its way in, and in the circle that stands for a name', () => {
    for (const whole of WHOLE) {
      for (let before = 0; before < whole.length; before += 1) {
        const row = decodeConversation({
          id: 'c',
          version: 1,
          status: 'open',
          subject: 'x'.repeat(before) + whole.repeat(5_000),
        });
        assert.ok(typeof row !== 'string' && row.subject.length <= 4_000);
        assert.equal((row.subject.length - before) % whole.length, 0, `${whole} after ${String(before)}`);
      }
    }
    assert.equal(cutText('👋', 1), '\uD83D', 'there is no whole character to keep');
    assert.equal(initials('e\u0301mile 🇫🇷 Zola'), 'E\u0301Z');
    assert.equal(initials(`${FAMILY} 🇫🇷`), '');
    assert.equal(initials('Ana'), 'A');
    assert.equal(initials('ana maria ruiz'), 'AR');
  });

  it('L20 leaves no control character', () => {
    const all = String.fromCodePoint(...Array.from({ length: 0xa0 }, (_, code) => code));
    assert.doesNotMatch(displayText(`a${all}b\u2028\u2029c`), /[\p{Cc}\u2028\u2029]/u);
  });
});
