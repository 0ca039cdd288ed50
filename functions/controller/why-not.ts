/** Waits for a call of AWS whose answer nobody needs: undefined, or in AWS's words why it was not done. Never rejects. */
export const whyNot = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (error) => String(error),
  );
