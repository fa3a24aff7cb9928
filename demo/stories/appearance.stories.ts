/** The same report in other lights, languages, directions and sizes. */
import { html } from 'lit';
import type { Meta, Story } from '../gallery/story.js';
import { PSEUDO_LOCALE } from './support/pseudo-locale.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'Appearance',
  component: 'ongoing-conversations-report',
  args: { density: 'comfortable', mode: 'full', seed: 7, conversations: 120, rate: 5 },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = [
  'Dark',
  'Light',
  'French',
  'German',
  'Spanish',
  'BrazilianPortuguese',
  'Japanese',
  'Arabic',
  'PseudoLocale',
  'RightToLeft',
  'Narrow',
  'Narrowest',
  'Compact',
  'Wallboard',
  'Strip',
  'ManyColumns',
  'Groups',
];

const about = (story: string): Pick<Story<Args>, 'parameters'> => ({
  parameters: { docs: { description: { story } } },
});

export const Dark: Story<Args> = {
  ...about('From the page’s color-scheme.'),
  globals: { theme: 'dark' },
};

export const Light: Story<Args> = { ...about('From the page’s color-scheme.'), globals: { theme: 'light' } };

export const French: Story<Args> = {
  ...about('lang="fr", on the report or on any ancestor.'),
  globals: { locale: 'fr' },
};

export const German: Story<Args> = {
  ...about('lang="de", on the report or on any ancestor.'),
  globals: { locale: 'de' },
};

export const Spanish: Story<Args> = {
  ...about('lang="es", on the report or on any ancestor.'),
  globals: { locale: 'es' },
};

export const BrazilianPortuguese: Story<Args> = {
  ...about('lang="pt-BR", on the report or on any ancestor.'),
  globals: { locale: 'pt-BR' },
};

export const Japanese: Story<Args> = {
  ...about('lang="ja", on the report or on any ancestor.'),
  globals: { locale: 'ja' },
};

export const Arabic: Story<Args> = {
  ...about('lang="ar" and dir="rtl", on the report or on any ancestor.'),
  globals: { locale: 'ar', direction: 'rtl' },
};

export const PseudoLocale: Story<Args> = {
  ...about('Every word is foreign and a third longer or more: what is cut here is cut in some language.'),
  args: { messages: PSEUDO_LOCALE },
};

export const RightToLeft: Story<Args> = {
  ...about('dir="rtl", on the report or on any ancestor.'),
  globals: { direction: 'rtl' },
};

export const Narrow: Story<Args> = {
  ...about('390 px: cards instead of columns, nothing lost.'),
  globals: { width: '390' },
};

export const Narrowest: Story<Args> = {
  ...about('320 px, the width that the accessibility guidelines ask for.'),
  globals: { width: '320' },
};

export const Compact: Story<Args> = {
  ...about('density="compact": more rows on the screen.'),
  args: { density: 'compact' },
};

export const Wallboard: Story<Args> = {
  ...about('For a screen on the wall: large, without actions, personal data masked.'),
  args: { mode: 'wallboard' },
};

export const Strip: Story<Args> = {
  ...about('Cards only, for the head of another page.'),
  args: { mode: 'strip' },
  render: (args, context) =>
    html`<div class="story-strip">
      ${reportTemplate({ ...args, src: mockUrl(args) }, context)}
      <p>The page goes on here.</p>
    </div>`,
};

export const Groups: Story<Args> = {
  ...about('Grouped by queue; the rows of a group can be hidden.'),
  args: { view: { grouping: 'queue', collapsedGroups: ['billing'] } },
};

export const ManyColumns: Story<Args> = {
  ...about('Twice as many columns as usual, ordered by status and then by wait.'),
  args: {
    view: {
      columns: [
        'subject',
        'status',
        'agent',
        'queue',
        'channel',
        'wait',
        'handle',
        'sentiment',
        'customer',
        'workstream',
        'priority',
        'skills',
        'started-on',
        'time-in-status',
        'direction',
        'transfers',
      ],
      sort: [
        { column: 'status', direction: 'ascending' },
        { column: 'wait', direction: 'descending' },
      ],
    },
  },
};
