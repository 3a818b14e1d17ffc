package ai.valeo.erp.tributary.schemas.access;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal.Kind;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a broker does not let a process work, counts every attempt, and says each reason
 * once, until the process has worked again. Any thread.
 */
public final class AccessWatch {

  private static final Logger log = LoggerFactory.getLogger(AccessWatch.class);

  private final Consumer<Kind> counted;
  private final AtomicReference<@Nullable AccessRefusal> present = new AtomicReference<>();

  /**
   * A watch that has noticed nothing.
   *
   * @param counted told of every refusal
   */
  public AccessWatch(Consumer<Kind> counted) {
    this.counted = counted;
  }

  /** An attempt failed; gives the refusal, if it was one. */
  public @Nullable AccessRefusal failed(@Nullable Throwable failure) {
    AccessRefusal refusal = AccessRefusal.of(failure);
    if (refusal == null) {
      return null;
    }
    counted.accept(refusal.kind());
    if (!refusal.equals(present.getAndSet(refusal))) {
      log.atError()
          .addKeyValue("kind", refusal.kind())
          .addKeyValue("why", refusal.words())
          .log("The broker and this process do not come together; it goes on trying");
    }
    return refusal;
  }

  /** It works again, as far as that. */
  public void works() {
    if (present.getAndSet(null) != null) {
      log.atInfo().log("The broker lets this process work again");
    }
  }

  /** It was let in; what it may do is not known yet. */
  public void letIn() {
    AccessRefusal now = present.get();
    if (now != null && now.kind() != Kind.AUTHORIZATION) {
      works();
    }
  }

  /** What is refused; none if all is well. */
  public @Nullable AccessRefusal present() {
    return present.get();
  }
}
