/** A case as data: it has a name, needs some hooks, and can be run against any harness, whatever the test runner. */
import { CaseContext, type CheckOptions } from './case-context.js';
import { missing, type DataSourceFactory, type Need } from './harness.js';

export type CaseResult =
  | { readonly name: string; readonly status: 'passed' }
  | { readonly name: string; readonly status: 'skipped'; readonly reason: string }
  | { readonly name: string; readonly status: 'failed'; readonly error: Error };

export interface ConformanceCase {
  /** A sentence; it begins with the id of the case where it has one, e.g. `Q01`. */
  readonly name: string;
  /** Hooks of the harness and methods of the source without which it cannot be run. */
  readonly needs: readonly Need[];
  /** Runs it against a harness of its own. Never rejects. */
  run(factory: DataSourceFactory, options?: CheckOptions): Promise<CaseResult>;
}

type Body = (context: CaseContext) => Promise<void>;

/** Tells the cases of a file in the way tests are told. */
export function cases(
  tell: (it: (name: string, needs: readonly Need[], body: Body) => void) => void,
): readonly ConformanceCase[] {
  const told: ConformanceCase[] = [];
  tell((name, needs, body) => {
    told.push({ name, needs, run: (factory, options = {}) => run(name, needs, body, factory, options) });
  });
  return told;
}

async function run(
  name: string,
  needs: readonly Need[],
  body: Body,
  factory: DataSourceFactory,
  options: CheckOptions,
): Promise<CaseResult> {
  const excuse = excuseFor(name, options);
  if (excuse !== undefined) return { name, status: 'skipped', reason: excuse };
  const failed = (error: unknown): CaseResult => ({
    name,
    status: 'failed',
    error: error instanceof Error ? error : new Error(String(error)),
  });
  const attempt = async (act: () => Promise<CaseResult>): Promise<CaseResult> => act().catch(failed);
  return attempt(async () => {
    const context = new CaseContext(await factory(), options);
    const result = await attempt(async () => {
      const reason = missing(context.harness, needs);
      if (reason !== null) return { name, status: 'skipped', reason };
      await body(context);
      return { name, status: 'passed' };
    });
    // A failure to clear up must not hide what the case has found.
    const ended = await attempt(async () => {
      await context.end();
      return result;
    });
    return result.status === 'failed' ? result : ended;
  });
}

function excuseFor(name: string, { skip = {} }: CheckOptions): string | undefined {
  const id = name.split(' ', 1)[0] ?? '';
  return [name, id].filter((key) => Object.hasOwn(skip, key)).map((key) => skip[key])[0];
}
