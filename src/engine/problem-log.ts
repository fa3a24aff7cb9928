/** What was left out or went wrong: each as it comes, and all so far counted by code. Codes and counts, no row text. */
import { BehaviorSubject, Subject } from 'rxjs';
import type { Diagnostic } from './view-types.js';

export class ProblemLog {
  readonly diagnostics$ = new BehaviorSubject<readonly Diagnostic[]>([]);
  /** Hot: each problem as it comes. */
  readonly problem$ = new Subject<Diagnostic>();

  report({ code, detail: raw, count }: Diagnostic): void {
    // It may end in a log of the host: what somebody else wrote must not begin a line of its own there.
    const detail = raw.replace(/[\p{C}\p{Z}]+/gu, ' ');
    const known = this.diagnostics$.value;
    const before = known.find((entry) => entry.code === code)?.count ?? 0;
    this.diagnostics$.next([
      ...known.filter((entry) => entry.code !== code),
      { code, detail, count: before + count },
    ]);
    this.problem$.next({ code, detail, count });
  }

  /** Runs what may throw; an error is reported and goes no further. */
  guard(code: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.report({ code, detail: errorText(error), count: 1 });
    }
  }

  clear(): void {
    this.diagnostics$.next([]);
  }
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === 'string' ? error : '';
}
