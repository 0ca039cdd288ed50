/**
 * Stands in for cdktf's own: it notes the stack at which every token was made, and jest translates each frame of each
 * of them through source maps, a tenth of all the time of the fast tests. Nothing that is synthesized depends on it.
 */
exports.captureStackTrace = () => [];
