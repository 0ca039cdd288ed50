/** Version of everything in this folder. A reader refuses what carries a newer one; a writer always writes this one. */
export const CONTRACT_VERSION = 1;
