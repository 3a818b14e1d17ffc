package ai.valeo.erp.tributary.schemas.tracing;

import org.jspecify.annotations.Nullable;

/**
 * A stage that is being recorded, from {@link Tracing#begin} until {@link #end} or {@link #failed}.
 * It says who and where, never what: no payloads. May be ended by another thread than began it.
 */
public interface Span {

  /** What is not recorded. */
  Span NONE =
      new Span() {
        @Override
        public @Nullable String traceparent() {
          return null;
        }

        @Override
        public Span with(String name, @Nullable String value) {
          return this;
        }

        @Override
        public void end() {}

        @Override
        public void failed(Throwable cause) {}
      };

  /** Its place in the trace, for what it causes; none if it is not recorded. */
  @Nullable String traceparent();

  /** Its place in the trace, for what it causes; that of what caused it if it is not recorded. */
  default @Nullable String traceparentOr(@Nullable String parent) {
    String own = traceparent();
    return own == null ? parent : own;
  }

  /** Adds what is known of it; none adds nothing. */
  Span with(String name, @Nullable String value);

  /** It is over. */
  void end();

  /** It is over, and did not succeed. */
  void failed(Throwable cause);
}
