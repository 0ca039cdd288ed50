interface SentCommand {
  input: object;
}

/** An AWS SDK client whose every call answers like this, or fails if it is an error; and what it was asked. */
export function fakeClient<Client extends { send: unknown }>(answer: unknown) {
  const sent: SentCommand[] = [];
  const send = async (command: SentCommand) => {
    sent.push(command);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: { send } as unknown as Pick<Client, "send">, sent };
}

/** The error of an AWS API, by its code. */
export const failing = (name: string) => Object.assign(new Error("no"), { name });
