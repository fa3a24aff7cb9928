/** What an error of the client means. By name: the client is loaded late, and there may be two copies of it. */

/** Why a connection ended. */
export interface Ending {
  readonly kind: 'lost' | 'unauthorized' | 'forbidden';
  /** In words, for people. */
  readonly reason: string;
}

/** An error and what caused it, outermost first. */
function* causes(error: unknown): Generator<Error> {
  for (let each = error; each instanceof Error; each = each.cause) yield each;
}

function has(error: unknown, ...names: readonly string[]): boolean {
  for (const { name } of causes(error)) if (names.includes(name)) return true;
  return false;
}

/** Nobody listens to the subject: nothing was done. */
export function isUnanswerable(error: unknown): boolean {
  return has(error, 'NoResponders', 'NoRespondersError');
}

/** The server did not let it through: nothing was done. */
export function isViolation(error: unknown): boolean {
  return has(error, 'PermissionViolationError');
}

export function endingOf(error: unknown): Ending {
  if (has(error, 'AuthorizationError', 'UserAuthenticationExpiredError'))
    return { kind: 'unauthorized', reason: 'NATS does not accept who connects.' };
  if (isViolation(error)) return { kind: 'forbidden', reason: 'The bucket may not be read.' };
  const message = error instanceof Error ? error.message : '';
  return { kind: 'lost', reason: message === '' ? 'The connection to NATS is lost.' : message };
}
