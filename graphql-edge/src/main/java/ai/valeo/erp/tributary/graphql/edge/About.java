package ai.valeo.erp.tributary.graphql.edge;

/**
 * What a node says of itself and of what it serves.
 *
 * @param location where it stands, in words; may be empty
 * @param version version of its program
 * @param schemaVersion version of its schema
 */
public record About(String location, String version, String schemaVersion) {}
