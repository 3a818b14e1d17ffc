package ai.valeo.erp.tributary.graphql.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * The levels of a process's loggers. Each change holds for a time; then the level is what the
 * configuration says again, so that nobody has to remember. Any thread.
 */
public final class LogLevels {

  /** So many loggers may have another level than configured at the same time. */
  public static final int MAX_CHANGED = 50;

  private static final LogLevels PROCESS = new LogLevels(LoggerFactory.getILoggerFactory());
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogLevels.class);

  private final @Nullable LoggerContext context;
  private final Function<Duration, Executor> timer;
  private final Map<String, Changed> changed = new TreeMap<>(); // guarded by this
  private long changes; // guarded by this

  private record Changed(@Nullable Level configured, long number, long endNanos) {}

  /**
   * A logger.
   *
   * @param logger its name
   * @param level what it says now
   * @param secondsLeft for how long it says that; 0 = as configured
   */
  public record Shown(String logger, String level, long secondsLeft) {}

  private LogLevels(ILoggerFactory factory) {
    this(
        factory, time -> CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Over the loggers of a factory.
   *
   * @param timer makes what runs something after a time
   */
  LogLevels(ILoggerFactory factory, Function<Duration, Executor> timer) {
    this.context = factory instanceof LoggerContext logback ? logback : null;
    this.timer = timer;
  }

  /** Those of this process; there are no others, however many servers it has. */
  public static LogLevels ofProcess() {
    return PROCESS;
  }

  /** Whether levels can be changed: the log is Logback's. */
  public boolean isChangeable() {
    return context != null;
  }

  /**
   * Changes a level for a time; again begins anew.
   *
   * @return whether it was changed; no = too many are
   */
  public synchronized boolean change(String given, String level, Duration time) {
    String name = named(given);
    Changed before = changed.get(name);
    if (before == null && changed.size() >= MAX_CHANGED) {
      return false;
    }
    Logger logger = logger(name);
    Level configured = before == null ? logger.getLevel() : before.configured;
    long number = ++changes;
    changed.put(name, new Changed(configured, number, System.nanoTime() + time.toNanos()));
    logger.setLevel(Level.valueOf(level));
    timer.apply(time).execute(() -> expire(name, number));
    log.atWarn()
        .addKeyValue("logger", name)
        .addKeyValue("logLevel", level)
        .addKeyValue("seconds", time.toSeconds())
        .log("Log level changed");
    return true;
  }

  private synchronized void expire(String name, long number) {
    Changed present = changed.get(name);
    if (present != null && present.number == number) {
      boolean unused = reset(name);
    }
  }

  /**
   * Makes a level what is configured.
   *
   * @return whether it was something else
   */
  public synchronized boolean reset(String given) {
    String name = named(given);
    Changed present = changed.remove(name);
    if (present == null) {
      return false;
    }
    logger(name).setLevel(present.configured);
    log.atWarn().addKeyValue("logger", name).log("Log level is as configured again");
    return true;
  }

  /** What a logger says, by itself or because of one above it. */
  public synchronized Shown of(String given) {
    String name = named(given);
    Changed present = changed.get(name);
    long left = present == null ? 0 : present.endNanos - System.nanoTime();
    long seconds = present == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left));
    return new Shown(name, level(name), seconds);
  }

  /** The root and every logger that has a level of its own, by name. */
  public synchronized List<Shown> all() {
    var shown = new ArrayList<Shown>();
    LoggerContext logback = context;
    if (logback != null) {
      for (Logger logger : logback.getLoggerList()) {
        if (logger.getLevel() != null) {
          shown.add(of(logger.getName()));
        }
      }
    }
    return List.copyOf(shown);
  }

  /** Asking makes no logger: that of the nearest name above that has one. */
  private String level(String name) {
    LoggerContext logback = context;
    String nearest = name;
    Logger known = logback == null ? null : logback.exists(nearest);
    while (logback != null && known == null) {
      int dot = nearest.lastIndexOf('.');
      nearest = dot < 0 ? org.slf4j.Logger.ROOT_LOGGER_NAME : nearest.substring(0, dot);
      known = logback.exists(nearest);
    }
    return known == null ? "" : known.getEffectiveLevel().toString();
  }

  /** The root answers to its name in any case; under two names it would be remembered twice. */
  private static String named(String given) {
    String root = org.slf4j.Logger.ROOT_LOGGER_NAME;
    return given.equalsIgnoreCase(root) ? root : given;
  }

  private Logger logger(String name) {
    if (context == null) {
      throw new IllegalStateException("log: not Logback's (expected: isChangeable)");
    }
    return context.getLogger(name);
  }
}
