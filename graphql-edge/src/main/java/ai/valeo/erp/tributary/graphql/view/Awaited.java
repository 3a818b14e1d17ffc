package ai.valeo.erp.tributary.graphql.view;

import org.jspecify.annotations.Nullable;

/**
 * A value that was asked for. Questions asked one after the other, before the first of them is
 * awaited, go to another instance together.
 */
@FunctionalInterface
public interface Awaited {

  /** The value, or none; waits for it. */
  byte @Nullable [] get();
}
