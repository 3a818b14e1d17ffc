package ai.valeo.erp.tributary.edge.core;

/**
 * What a client asked for under an idempotency key and what it was told, to tell it the same again.
 *
 * @param request tells this request apart from others, e.g. its hash
 * @param answer what the client was told beyond the mutation's identity; may be empty
 */
public record Receipt(String request, String answer) {}
