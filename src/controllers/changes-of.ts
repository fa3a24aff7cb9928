/** A part of what a stream tells. By hand: the operators of RxJS would weigh more than all that the first rows do with them. */
import { Observable } from 'rxjs';

/** What `read` takes from each value, whenever it is another than before. */
export function changesOf<Value, Part>(
  source$: Observable<Value>,
  read: (value: Value) => Part,
): Observable<Part> {
  return new Observable((subscriber) => {
    let known: { readonly part: Part } | undefined;
    return source$.subscribe((value) => {
      const part = read(value);
      if (known && known.part === part) return;
      known = { part };
      subscriber.next(part);
    });
  });
}
