/**
 * The protocol that this client speaks. The server refuses a version that it does not know, and the client then asks
 * for a reload while its outbox stays as it is.
 *
 * History: 1, the first.
 */
export const PROTOCOL_VERSION = 1;
