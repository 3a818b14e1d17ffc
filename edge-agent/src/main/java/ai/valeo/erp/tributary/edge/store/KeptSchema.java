package ai.valeo.erp.tributary.edge.store;

/**
 * The schema of the centre as it was last accepted.
 *
 * @param version what the centre calls it
 * @param sdl its text
 */
public record KeptSchema(String version, String sdl) {}
