package ai.valeo.erp.tributary.graphql.fetch;

import org.jspecify.annotations.Nullable;

/** How far behind the aggregator and the views are, as last measured. Any thread; never blocks. */
public interface Lags {

  /** Mutations the aggregator has not taken in; none while that cannot be seen. */
  @Nullable Long queueDepth();

  /** Committed records the views have not shown; none while that cannot be seen. */
  @Nullable Long readLag();
}
