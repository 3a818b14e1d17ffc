package ai.valeo.erp.tributary.graphql.peer;

import java.util.Set;

/** Partitions could not be read where they were thought to be. */
final class LostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Set<Source> sources;

  LostException(Set<Source> sources) {
    super("Partitions are elsewhere: " + sources, null, false, false);
    this.sources = Set.copyOf(sources);
  }

  Set<Source> sources() {
    return sources;
  }
}
