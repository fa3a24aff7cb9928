/** What the two pages say to each other. */
export type FromFrame =
  | { readonly type: 'token-request'; readonly id: string }
  | { readonly type: 'settled'; readonly text: string };
export type FromParent =
  | { readonly type: 'token'; readonly id: string; readonly token: string }
  | { readonly type: 'no-token'; readonly id: string };
