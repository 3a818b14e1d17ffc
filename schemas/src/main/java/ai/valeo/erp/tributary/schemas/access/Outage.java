package ai.valeo.erp.tributary.schemas.access;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Attempts that fail again and again, say because no broker is there: each kind of failure is said
 * once with its cause, that it goes on less and less often, and that it is over once. What {@link
 * AccessWatch} says is not said again. One thread.
 */
public final class Outage {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final int MAX_CAUSES = 20;

  private final Logger log;
  private final String what;
  private final Set<String> said = new HashSet<>();
  private final Pauses pauses = Pauses.whole(FIRST_PAUSE, LONGEST_PAUSE);
  private long attempts;

  /**
   * All is well.
   *
   * @param log where it is said
   * @param what whose attempts they are, in a few words
   */
  public Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** An attempt failed. */
  public void failed(RuntimeException why) {
    attempts += 1;
    if (AccessRefusal.of(why) != null) {
      log.atDebug().addKeyValue("what", what).setCause(why).log("An attempt was refused");
    } else if (said.add(kind(why))) {
      log.atWarn()
          .addKeyValue("what", what)
          .setCause(why)
          .log("An attempt failed; it is repeated until it works");
    } else if (Long.bitCount(attempts) == 1) {
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("attempts", attempts)
          .addKeyValue("why", root(why).getMessage())
          .log("All attempts fail");
    } else {
      log.atDebug().addKeyValue("what", what).setCause(why).log("An attempt failed again");
    }
  }

  /** How long to wait before the next attempt; longer from call to call. */
  public Duration pause() {
    return pauses.next();
  }

  /** An attempt worked. */
  public void over() {
    if (!said.isEmpty()) {
      log.atInfo()
          .addKeyValue("what", what)
          .addKeyValue("attempts", attempts)
          .log("It works again");
    }
    said.clear();
    attempts = 0;
    pauses.reset();
  }

  /** Messages may differ from attempt to attempt, say by a duration; the classes tell enough. */
  private static String kind(Throwable why) {
    return why.getClass().getName() + ' ' + root(why).getClass().getName();
  }

  private static Throwable root(Throwable why) {
    Throwable root = why;
    for (int depth = 0; depth < MAX_CAUSES; depth++) {
      Throwable cause = root.getCause();
      if (cause == null) {
        return root;
      }
      root = cause;
    }
    return root;
  }
}
