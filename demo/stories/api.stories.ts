/** What a host does by script: methods, parts, and properties that are no text. */
import { html } from 'lit';
import type { ViewStorage } from '../../src/model/stored-views.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { REPORT } from '../gallery/manifest.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { highlightPart } from './support/part-highlight.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'By script',
  component: 'ongoing-conversations-report',
  args: { seed: 7, conversations: 60, rate: 2 },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = ['Methods', 'Parts', 'KeptViews'];

type Report = OngoingConversationsReport;
const first = (report: Report): string => report.conversations[0]?.id ?? '';

/** Each button of the host, with what it calls. */
const METHODS: Readonly<Record<string, (report: Report) => unknown>> = {
  pause: (report) => report.pause(),
  resume: (report) => report.resume(),
  refresh: (report) => report.refresh(),
  focus: (report) => report.focus(),
  focusConversation: (report) => report.focusConversation(first(report)),
  openAction: (report) => report.openAction('monitor', [first(report)]),
  toCsv: (report) => report.toCsv(),
};

function call(event: Event): void {
  const button = event.currentTarget as HTMLButtonElement;
  const page = button.closest('.story-host');
  const report = page?.querySelector('ongoing-conversations-report');
  const output = page?.querySelector('output');
  if (!report || !output) return;
  const answer = METHODS[button.name]?.(report);
  output.textContent =
    typeof answer === 'string'
      ? answer
      : `${button.name}() ${answer === undefined ? 'was called' : `gave ${JSON.stringify(answer)}`}`;
}

export const Methods: Story<Args> = {
  parameters: {
    shows: Object.keys(METHODS).map((name) => `method:${name}` as const),
    docs: {
      description: {
        story: 'Buttons of the host that drive the report: what it answers is shown beside them.',
      },
      source: { code: `pauseButton.addEventListener('click', () => report.pause());` },
    },
  },
  render: (args, context) =>
    html`<div class="story-host">
      <p>
        ${Object.keys(METHODS).map(
          (name) =>
            html`<button class="story-button" dir="ltr" name=${name} @click=${call}>${name}()</button> `,
        )}
      </p>
      <output tabindex="0" aria-label="Answer"></output>
      ${reportTemplate({ ...args, src: mockUrl(args) }, context)}
    </div>`,
};

type PartArgs = Args & { readonly part: string };
const PARTS = REPORT.parts.map(({ name }) => name);

export const Parts: Story<PartArgs> = {
  args: { part: 'cell-status' },
  argTypes: {
    part: { control: 'select', options: PARTS, description: 'Outlined, wherever it is' },
  },
  parameters: {
    shows: PARTS.map((name) => `part:${name}` as const),
    docs: { description: { story: 'Everything that the style sheet of the page can reach by ::part().' } },
  },
  render: ({ part, ...args }, context) =>
    html`<div class="story-part">
      ${highlightPart(part)}${reportTemplate({ ...args, src: mockUrl(args) }, context)}
    </div>`,
};

/** As a host would keep them on its server: here they last as long as the page. */
let kept: string | null = null;
const viewStorage: ViewStorage = {
  load: () => kept,
  save: (text) => {
    kept = text;
  },
};

export const KeptViews: Story<Args> = {
  parameters: {
    shows: ['property:viewStorage'],
    docs: {
      description: {
        story: 'Own views are kept where the host wants them; here they are gone with the page.',
      },
      source: {
        code: `report.viewStorage = {
  load: async () => (await fetch('/my-views')).text(),
  save: (text) => fetch('/my-views', { method: 'PUT', body: text }),
};`,
      },
    },
  },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context, { viewStorage }),
};
