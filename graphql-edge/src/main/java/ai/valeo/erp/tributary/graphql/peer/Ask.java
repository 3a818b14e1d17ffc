package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Scan;
import org.apache.kafka.common.utils.Bytes;

/** What an instance asks another about one partition of a store. */
sealed interface Ask {

  /** The store. */
  String store();

  /** Which partition of it. */
  int partition();

  /** How a single value is found. */
  enum Kind {
    /** By a text. */
    TEXT,
    /** By bytes. */
    INDEXED,
    /** The newest of a text, in a windowed store. */
    NEWEST
  }

  /**
   * A single value.
   *
   * @param kind how it is found
   * @param store the store
   * @param partition which partition of it
   * @param key its key
   */
  record One(Kind kind, String store, int partition, Bytes key) implements Ask {}

  /**
   * A stretch.
   *
   * @param scan which stretch
   * @param limit most entries that are of use
   */
  record Stretch(Scan scan, int limit) implements Ask {

    @Override
    public String store() {
      return scan.store();
    }

    @Override
    public int partition() {
      return scan.partition();
    }
  }

  /**
   * An ask of one copy.
   *
   * @param isStandby whether the copy may be behind
   * @param ask what is asked
   */
  record Question(boolean isStandby, Ask ask) {}
}
