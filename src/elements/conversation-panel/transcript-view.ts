/** The lines of a transcript: customer at the start side, agent and supervisor at the end side, the rest in the middle. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TranscriptEntry } from '../../data-source/data-source.js';
import type { Localization } from '../../localization/index.js';
import { cutText } from '../../model/cut-text.js';
import { sentimentText } from '../shared/badges.js';
import { displayText } from '../shared/customer-text.js';
import type { TranscriptLine } from './transcript-record.js';

/** A message is read as it was written, in lines; a flood of them must not push the others out of reach. */
const MAX_LINES = 60;
const MAX_GRAPHEMES = 4000;

const SIDES: Readonly<Record<string, string>> = { agent: 'agent', supervisor: 'agent supervisor' };

export function systemLine(text: string): TemplateResult {
  return html`<p class="system">${text}</p>`;
}

export function transcriptView(lines: readonly TranscriptLine[], words: Localization): unknown {
  return repeat(
    lines,
    ({ id }) => id,
    (line) => {
      if (line.kind === 'entry') return entryView(line.entry, words);
      const [from, to] = [sentimentText(line.from, words), sentimentText(line.to, words)];
      return systemLine(words.term(`panel.sentiment-${line.change}`, { from, to }));
    },
  );
}

function entryView(entry: TranscriptEntry, words: Localization): TemplateResult {
  if (entry.from === 'system') return html`<p class="system">${messageText(entry.text)}</p>`;
  const side = Object.hasOwn(SIDES, entry.from) ? (SIDES[entry.from] ?? '') : '';
  const mark = entry.private ? words.term('panel.consult-mark') : null;
  return html`<div class="message ${side} ${mark === null ? '' : 'private'}">
    <p class="muted"><bdi>${nameOf(entry, words)}</bdi> · ${words.timeOfDay(entry.at)}</p>
    ${mark === null ? nothing : html`<p class="mark">${mark}</p>`}
    <p class="text">${messageText(entry.text)}</p>
  </div>`;
}

function nameOf({ name, from }: TranscriptEntry, words: Localization): string {
  const text = displayText(name, 80);
  if (text !== '') return text;
  if (from === 'customer') return words.term('column.customer');
  if (from === 'agent') return words.term('column.agent');
  return from === 'supervisor' ? words.term('panel.supervisor') : displayText(from, 40);
}

/** Each line in its own direction: a right-to-left answer may follow a left-to-right one. */
function messageText(raw: string): TemplateResult[] {
  const lines = cutText(raw, MAX_GRAPHEMES * 8).split(/\r\n|[\n\r\u2028\u2029]/, MAX_LINES + 1);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines;
  return shown.map((line) => html`<bdi class="line">${displayText(line, MAX_GRAPHEMES)}</bdi>`);
}
