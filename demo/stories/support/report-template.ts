/** The report with the arguments that most stories share. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ExtraColumn } from '../../../src/context/settings-context.js';
import type { DataSource } from '../../../src/data-source/data-source.js';
import type { ConversationActionEvent } from '../../../src/events.js';
import type { MessageOverrides } from '../../../src/localization/index.js';
import type { ActionPermissions } from '../../../src/model/actions.js';
import type { Policy } from '../../../src/model/policy.js';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../../src/model/thresholds.js';
import type { ViewState } from '../../../src/model/view-state.js';
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import type { ArgTypes, StoryContext } from '../../gallery/story.js';

export interface ReportArgs {
  readonly src?: string;
  readonly density?: 'comfortable' | 'compact';
  readonly mode?: 'full' | 'wallboard' | 'strip';
  readonly paused?: boolean;
  readonly windowHours?: number;
  readonly timeZone?: string;
  readonly queues?: readonly string[];
  readonly permissions?: ActionPermissions;
  readonly policy?: Policy;
  readonly thresholds?: Thresholds;
  readonly view?: Partial<ViewState>;
  readonly messages?: MessageOverrides;
}

export const reportArgTypes: ArgTypes<ReportArgs> = {
  src: { control: 'text', description: 'Attribute: where the conversations come from' },
  density: {
    control: 'select',
    options: ['comfortable', 'compact'],
    description: 'Attribute: height of the rows',
  },
  mode: { control: 'select', options: ['full', 'wallboard', 'strip'], description: 'Attribute' },
  paused: { control: 'boolean', description: 'Attribute: only the clock goes on' },
  windowHours: {
    name: 'window-hours',
    control: { type: 'number', min: 1, max: 72 },
    description: 'Attribute: conversations started in the last so many hours',
  },
  timeZone: {
    name: 'time-zone',
    control: 'select',
    options: ['', 'Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'UTC'],
    description: 'Attribute: default the browser’s',
  },
  queues: { control: 'object', description: 'Property: ids of queues; empty shows all' },
  permissions: {
    control: 'object',
    description: 'Property: assign, transfer, monitor, join, forceClose: true, false or a reason',
  },
  policy: { control: 'object', description: 'Property: what the host decides' },
  thresholds: { control: 'object', description: 'Property: limits on wait and handle time in ms' },
  view: { control: 'object', description: 'Property: filters, search, card, sort, columns, grouping' },
  messages: { control: 'object', description: 'Property: words of your own, by message key' },
};

/** What the report gets that cannot be an argument: sources, functions, slotted elements. */
export interface ReportExtras {
  readonly dataSource?: DataSource;
  readonly columns?: readonly ExtraColumn[];
  /** What only some stories set. */
  readonly properties?: Partial<OngoingConversationsReport>;
  readonly content?: unknown;
  readonly onAction?: (event: ConversationActionEvent) => void;
}

export function reportTemplate(
  args: ReportArgs,
  { globals }: Pick<StoryContext, 'globals'>,
  { dataSource, columns = [], properties = {}, content = nothing, onAction }: ReportExtras = {},
): TemplateResult {
  return html`<ongoing-conversations-report
    lang=${globals.locale}
    dir=${globals.direction}
    src=${args.src ?? nothing}
    density=${args.density ?? nothing}
    mode=${args.mode ?? nothing}
    window-hours=${args.windowHours ?? nothing}
    time-zone=${args.timeZone || nothing}
    ?paused=${args.paused ?? false}
    .dataSource=${dataSource ?? null}
    .queues=${args.queues ?? []}
    .permissions=${args.permissions ?? {}}
    .policy=${args.policy ?? {}}
    .thresholds=${args.thresholds ?? DEFAULT_THRESHOLDS}
    .columns=${columns}
    .messages=${args.messages ?? {}}
    .view=${args.view ?? nothing}
    ${ref((report) => {
      if (report) Object.assign(report, properties);
    })}
    @conversationassign=${onAction}
    @conversationtransfer=${onAction}
    @conversationmonitor=${onAction}
    @conversationjoin=${onAction}
    @conversationforceclose=${onAction}
    >${content}</ongoing-conversations-report
  >`;
}
