package ai.valeo.erp.tributary.graphql.gateway;

/**
 * The schema the centre serves.
 *
 * @param version what the centre calls it
 * @param sdl its text
 */
record CentreSchema(String version, String sdl) {}
