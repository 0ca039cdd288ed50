/**
 * A read's answer, or undefined where AWS says that the thing does not exist.
 * @param errorsOfAbsence names of AWS's errors, e.g. `ResourceNotFoundException`
 */
export async function unlessAbsent<Result>(
  errorsOfAbsence: readonly string[],
  reading: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && errorsOfAbsence.includes(error.name)) return undefined;
    throw error;
  }
}
