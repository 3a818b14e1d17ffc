package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Outcome;
import org.jspecify.annotations.Nullable;

/** Reads records of the topic of outcomes, for those who wait for them. Any thread. */
public final class OutcomeReader {

  private final ViewReaders readers;

  /** Over the readers of the views. */
  public OutcomeReader(ViewReaders readers) {
    this.readers = readers;
  }

  /** The topic. */
  public String topic() {
    return readers.topics().outcomes();
  }

  /**
   * What a record says, or none if it can never be read.
   *
   * @throws RuntimeException if it cannot be read now, e.g. because the registry is away
   */
  public @Nullable OutcomeView read(byte[] value) {
    Outcome outcome = readers.outcome(value);
    return outcome == null ? null : RecordViews.outcome(outcome);
  }
}
