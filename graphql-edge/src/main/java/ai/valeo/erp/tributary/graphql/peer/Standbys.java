package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.ViewStores;

/** Copies of views on this instance that may be behind. Any thread. */
public interface Standbys {

  /** The copies, read as they are. */
  ViewStores stores();

  /** Whether a copy is no further behind than it may be. */
  boolean isFresh(String store, int partition);
}
