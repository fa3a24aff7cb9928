/** The transcript of a conversation as a stream that ends where its source fails: what was read stays. */
import { EMPTY, Observable } from 'rxjs';
import type { DataSource, TranscriptMessage } from '../data-source/data-source.js';
import { observeSource } from './observe-source.js';

/** Empty where the source has no transcripts. */
export function openTranscript(
  source: DataSource | null,
  conversationId: string,
  onProblem: (error: unknown) => void,
): Observable<TranscriptMessage> {
  const open$ = source?.openTranscript?.bind(source);
  if (!open$) return EMPTY;
  return new Observable((subscriber) => {
    const fail = (error: unknown): void => {
      onProblem(error);
      subscriber.complete();
    };
    try {
      return observeSource(open$(conversationId)).subscribe({
        next: (message) => subscriber.next(message),
        error: fail,
        complete: () => subscriber.complete(),
      });
    } catch (error) {
      fail(error);
      return undefined;
    }
  });
}
