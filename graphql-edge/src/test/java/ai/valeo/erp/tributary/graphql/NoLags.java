package ai.valeo.erp.tributary.graphql;

import ai.valeo.erp.tributary.graphql.fetch.Lags;
import org.jspecify.annotations.Nullable;

/** Nothing is known of lags. */
public final class NoLags implements Lags {

  @Override
  public @Nullable Long queueDepth() {
    return null;
  }

  @Override
  public @Nullable Long readLag() {
    return null;
  }
}
