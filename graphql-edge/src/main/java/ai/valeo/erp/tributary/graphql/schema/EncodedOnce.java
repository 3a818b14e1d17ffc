package ai.valeo.erp.tributary.graphql.schema;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Text that is made once and used by many. Any thread; two at once may both make it. */
public final class EncodedOnce {

  private final AtomicReference<@Nullable String> text = new AtomicReference<>();

  /** The text, made if nobody has made it yet. */
  public String get(Supplier<String> make) {
    String known = text.get();
    if (known != null) {
      return known;
    }
    String made = make.get();
    text.set(made);
    return made;
  }
}
