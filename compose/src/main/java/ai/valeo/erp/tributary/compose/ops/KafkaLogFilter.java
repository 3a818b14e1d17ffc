package ai.valeo.erp.tributary.compose.ops;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps what Kafka's clients say readable: nothing of refusals, which our own processes say once,
 * and no message more than once a minute while it repeats with every attempt. Any thread.
 */
public final class KafkaLogFilter extends TurboFilter {

  private static final String KAFKA = "org.apache.kafka.";
  private static final long PAUSE_MS = 60_000;
  private static final int MAX_MESSAGES = 1_000;

  private final ConcurrentHashMap<String, Long> saidAtMs = new ConcurrentHashMap<>();

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable failure) {
    if (format == null
        || !logger.getName().startsWith(KAFKA)
        || !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    boolean isRefusal = isRefusal(failure) || isRefusal(last(parameters));
    return isRefusal || isRepeated(logger.getName() + ' ' + format)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private boolean isRepeated(String message) {
    long nowMs = System.currentTimeMillis();
    if (saidAtMs.size() > MAX_MESSAGES) {
      saidAtMs.clear();
    }
    Long before = saidAtMs.get(message);
    if (before != null && nowMs - before < PAUSE_MS) {
      return true;
    }
    saidAtMs.put(message, nowMs);
    return false;
  }

  private static boolean isRefusal(@Nullable Object failure) {
    return failure instanceof Throwable thrown && AccessRefusal.of(thrown) != null;
  }

  private static @Nullable Object last(Object @Nullable [] parameters) {
    return parameters == null || parameters.length == 0 ? null : parameters[parameters.length - 1];
  }
}
