package ai.valeo.erp.tributary.schemas.tracing;

import org.jspecify.annotations.Nullable;

/**
 * Where the stages of mutations are recorded. Any thread; nothing here waits for a network or fails
 * because one is away.
 */
public interface Tracing extends AutoCloseable {

  /** Records nothing and costs nothing. */
  Tracing OFF =
      new Tracing() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public Span begin(Stage stage, @Nullable String parent, long sinceMs) {
          return Span.NONE;
        }
      };

  /** Attribute: the mutation. */
  String MUTATION = "tributary.mutation.id";

  /** Attribute: the request that caused it, as the log lines name it. */
  String CORRELATION = "tributary.correlation.id";

  /** Attribute: what became of it. */
  String STATE = "tributary.outcome.state";

  /** Attribute: why it was refused. */
  String REASON = "tributary.outcome.reason";

  /** Attribute: what kind of entity it is about. */
  String ENTITY_TYPE = "tributary.entity.type";

  /** Whether anything is recorded at all; ask before making what {@link #begin} needs. */
  boolean isOn();

  /**
   * Begins a stage. Only {@link Stage#CAPTURE} may begin a trace, and then chance decides whether
   * it is recorded; all else follows what its parent says.
   *
   * @param parent the place in the trace that caused it, W3C; none or unsound = nothing known did
   * @param sinceMs when it began; 0 = now
   */
  Span begin(Stage stage, @Nullable String parent, long sinceMs);

  /** Begins a stage now. */
  default Span begin(Stage stage, @Nullable String parent) {
    return begin(stage, parent, 0);
  }

  /** Sends what is recorded, for a bounded time, and ends. */
  @Override
  default void close() {}
}
