/**
 * The protocol version of this client. A server that does not know it refuses; the client then asks for a reload and
 * keeps its outbox. Version 1 is the first.
 */
export const PROTOCOL_VERSION = 1;
