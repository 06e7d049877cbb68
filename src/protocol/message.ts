/** A message without an answer. The shape is vscode-messenger's. */
export interface NotificationType<P> {
  readonly method: string;
  readonly _?: P;
}
