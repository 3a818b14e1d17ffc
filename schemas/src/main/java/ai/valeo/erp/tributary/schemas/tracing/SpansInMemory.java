package ai.valeo.erp.tributary.schemas.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records every stage, in memory and under ids counted from 1; for tests and programs that look for
 * themselves. It forgets nothing. Any thread.
 */
public final class SpansInMemory implements Tracing {

  private final List<Recorded> ended = new ArrayList<>(); // guarded by this
  private long begun; // guarded by this

  /**
   * A stage that is over.
   *
   * @param stage which
   * @param parent its parent's place, or none
   * @param place its own
   * @param sinceMs when it began; 0 = when it was begun
   * @param attributes what was said of it
   * @param failure why it did not succeed, or none
   */
  public record Recorded(
      Stage stage,
      @Nullable String parent,
      String place,
      long sinceMs,
      Map<String, String> attributes,
      @Nullable Throwable failure) {}

  /** The stages that are over, in the order in which they ended. */
  public synchronized List<Recorded> ended() {
    return List.copyOf(ended);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public synchronized Span begin(Stage stage, @Nullable String parent, long sinceMs) {
    Traceparent above = Traceparent.of(parent);
    if (above == null ? stage != Stage.CAPTURE : !above.isSampled()) {
      return Span.NONE;
    }
    begun++;
    String trace = above == null ? String.format("%032x", begun) : above.traceId();
    String place = new Traceparent(trace, String.format("%016x", begun), true).toString();
    return new Open(stage, above == null ? null : parent, place, sinceMs);
  }

  private synchronized void add(Recorded one) {
    ended.add(one);
  }

  private final class Open implements Span {

    private final Stage stage;
    private final @Nullable String parent;
    private final String place;
    private final long sinceMs;
    private final TreeMap<String, String> attributes = new TreeMap<>();

    Open(Stage stage, @Nullable String parent, String place, long sinceMs) {
      this.stage = stage;
      this.parent = parent;
      this.place = place;
      this.sinceMs = sinceMs;
    }

    @Override
    public String traceparent() {
      return place;
    }

    @Override
    public Span with(String name, @Nullable String value) {
      if (value != null) {
        attributes.put(name, value);
      }
      return this;
    }

    @Override
    public void end() {
      add(new Recorded(stage, parent, place, sinceMs, attributes, null));
    }

    @Override
    public void failed(Throwable cause) {
      add(new Recorded(stage, parent, place, sinceMs, attributes, cause));
    }
  }
}
