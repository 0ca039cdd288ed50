/**
 * Version of everything in this folder. A reader takes this one and older ones, and refuses what carries a newer one; a
 * writer always writes this one. 2: the lock is written, commands, episodes as documents.
 */
export const CONTRACT_VERSION = 2;
