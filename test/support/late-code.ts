/** Lets a browser test decide what becomes of the code that the report loads after its first rows. */
import { executeServerCommand } from '@web/test-runner-commands';
import { LATE_CODE_COOKIE, LATE_CODE_REFUSALS, type LateCodeAnswer } from './late-code-server.js';

export async function answerLateCode(how: LateCodeAnswer): Promise<void> {
  const session = new URLSearchParams(location.search).get('wtr-session-id') ?? '';
  document.cookie = `${LATE_CODE_COOKIE}=${session}; path=/`;
  await executeServerCommand<string, LateCodeAnswer>(LATE_CODE_COOKIE, how);
}

/** How often this page asked for the code in vain. */
export async function lateCodeRefusals(): Promise<number> {
  return (await executeServerCommand<{ refusals: number }, unknown>(LATE_CODE_REFUSALS)).refusals;
}
