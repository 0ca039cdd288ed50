/**
 * Milliseconds for one test that needs moto or Terraform: jest's own 5 s are for code, and a busy machine starts a Python
 * process in as much. A file that needs longer says so itself.
 */
const TOOL_TEST_MS = 60_000;

jest.setTimeout(TOOL_TEST_MS);
