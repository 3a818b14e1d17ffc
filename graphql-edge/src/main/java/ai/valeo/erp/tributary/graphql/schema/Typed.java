package ai.valeo.erp.tributary.graphql.schema;

import org.jspecify.annotations.Nullable;

/** An object that says itself of which type it is. */
public interface Typed {

  /** Name of its type in the schema, or none if it does not know. */
  @Nullable String typeName();
}
