import type { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import type { StandingChecks } from './standing-checks.js';

interface Sent {
  readonly type?: unknown;
  readonly key?: unknown;
  readonly notAfter?: unknown;
}

/** Lets the checks see the frames of the socket source and its time. */
export function watchLink(
  environment: ManualEnvironment,
  checks: StandingChecks,
  serverNow: () => number,
): void {
  let epoch: string | undefined;
  environment.witnesses.add({
    frameIn: (data) => {
      checks.heard();
      const begun = /^{"type":"snap\.begin".*?"epoch":"([^"]*)"/.exec(String(data).slice(0, 500));
      if (!begun) return;
      if (epoch !== undefined && epoch !== begun[1]) checks.epochOver();
      epoch = begun[1];
    },
    frameOut: (data) => {
      const { type, key, notAfter } = JSON.parse(data) as Sent;
      if (type === 'resume' || type === 'snapshot') checks.asked();
      if (type === 'cmd') checks.sent({ key: String(key), at: serverNow(), notAfter: Number(notAfter) });
    },
    timePassed: () => {
      checks.look();
    },
  });
}
