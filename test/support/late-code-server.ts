/** The server's part of `answerLateCode()`: it serves, holds or refuses the late code as the test of a page says. */
import type { TestRunnerCoreConfig, TestRunnerPlugin } from '@web/test-runner';

/** `serve` also answers what was held. */
export type LateCodeAnswer = 'serve' | 'hold' | 'fail';

/** Its value is the session whose request it is. */
export const LATE_CODE_COOKIE = 'late-code';

/** Asks how often the code was refused. */
export const LATE_CODE_REFUSALS = 'late-code-refusals';

const LATE_CODE = ['/src/deferred-elements', '/src/controllers/confirmation'];

interface Session {
  answer: LateCodeAnswer;
  refusals: number;
  readonly held: (() => void)[];
}

export function lateCodeServer(): {
  plugin: TestRunnerPlugin;
  middleware: NonNullable<TestRunnerCoreConfig['middleware']>[number];
} {
  const sessions = new Map<string, Session>();
  return {
    plugin: {
      name: 'late-code',
      executeCommand({ command, payload, session: { id } }) {
        const session = sessions.get(id) ?? { answer: 'serve', refusals: 0, held: [] };
        if (command === LATE_CODE_REFUSALS) return { refusals: session.refusals };
        if (command !== LATE_CODE_COOKIE) return undefined;
        sessions.set(id, session);
        session.answer = payload as LateCodeAnswer;
        if (session.answer === 'serve') for (const serve of session.held.splice(0)) serve();
        // Nothing would mean that nobody knows the command.
        return session.answer;
      },
    },
    middleware: async (context, next) => {
      if (LATE_CODE.some((path) => context.path.startsWith(path))) {
        // The runner lets browsers keep all that it serves; this is fetched anew by every test file.
        context.vary('Cookie');
        const session = sessions.get(context.cookies.get(LATE_CODE_COOKIE) ?? '');
        if (session?.answer === 'fail') {
          // As a network that is gone: an answer with a failure might be kept.
          session.refusals += 1;
          context.respond = false;
          context.req.destroy();
          return;
        }
        if (session?.answer === 'hold') await new Promise<void>((serve) => session.held.push(serve));
      }
      await next();
    },
  };
}
