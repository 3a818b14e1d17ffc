package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.edge.store.AnswerStore;
import ai.valeo.erp.tributary.edge.store.KeptAnswer;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.graphql.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers of the centre. What goes wrong with the file only costs answers. Any thread that
 * may block.
 */
final class AnswerCache {

  private static final Logger log = LoggerFactory.getLogger(AnswerCache.class);
  private static final long MS = 1_000;
  private static final String VALUE = "v";

  private final @Nullable AnswerStore store;
  private final GatewaySettings.Cache settings;
  private final Surroundings surroundings;
  private final RecentChanges changes = new RecentChanges();

  /**
   * A cache.
   *
   * @param store where, or none if nothing is to be kept
   */
  AnswerCache(
      @Nullable AnswerStore store, GatewaySettings.Cache settings, Surroundings surroundings) {
    this.store = store;
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /**
   * What decides how long an answer is good.
   *
   * @param clock the wall clock
   * @param isUnstable whether the way to the centre is bad, so that answers are fresh for longer
   */
  record Surroundings(InstantSource clock, BooleanSupplier isUnstable) {}

  /** The moment a question is asked, for {@link #keep}. */
  long moment() {
    return changes.moment(surroundings.clock.millis());
  }

  /** These have changed; {@link #outdate} follows. Quick. */
  void changed(Collection<String> tags) {
    changes.add(tags, surroundings.clock.millis());
  }

  /**
   * A kept answer.
   *
   * @param value its value; may be null
   * @param isFresh whether it may be used without asking
   */
  record Kept(@Nullable Object value, boolean isFresh) {}

  /** What is kept under a key, or nothing. */
  @Nullable Kept find(String key) {
    if (store == null) {
      return null;
    }
    try {
      long nowMs = surroundings.clock.millis();
      KeptAnswer answer = store.find(key, nowMs).orElse(null);
      if (answer == null) {
        return null;
      }
      int stretch = surroundings.isUnstable.getAsBoolean() ? settings.unstableStretch() : 1;
      return new Kept(value(answer.body()), answer.isFresh(nowMs, stretch));
    } catch (StoreException e) {
      log.atWarn().setCause(e).log("Kept answer cannot be read");
      return null;
    }
  }

  /**
   * Keeps an answer. What has changed since it was asked for, or just before, makes it stale from
   * the beginning.
   *
   * @param document the question in its normal form
   * @param maxAgeSeconds how long it may be used without asking; -1 = the usual time
   */
  void keep(String key, String document, Answered answered, long maxAgeSeconds) {
    if (store == null) {
      return;
    }
    long nowMs = surroundings.clock.millis();
    long freshMs = maxAgeSeconds < 0 ? settings.freshFor().toMillis() : maxAgeSeconds * MS;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put(VALUE, answered.value);
    try {
      store.keep(
          new KeptAnswer(
              key,
              document,
              Json.write(body).toString(),
              answered.tags,
              nowMs,
              nowMs + freshMs,
              nowMs + Math.max(freshMs, settings.keepFor().toMillis())));
      if (changes.hasAnySince(answered.askedAt, answered.tags)) {
        store.outdate(answered.tags); // after it is kept: what changes from here on does it itself
      }
    } catch (StoreException e) {
      log.atWarn().setCause(e).log("Answer cannot be kept");
    }
  }

  /**
   * An answer to be kept.
   *
   * @param value its value
   * @param tags what it is made of
   * @param askedAt the {@link #moment} it was asked for
   */
  record Answered(@Nullable Object value, Set<String> tags, long askedAt) {}

  /** What was made of these is asked anew where the centre can be asked. */
  void outdate(Collection<String> tags) {
    if (store != null) {
      store.outdate(tags);
    }
  }

  /** Removes answers to questions with one of these texts; how many. */
  int invalidate(List<String> patterns) {
    return store == null ? 0 : store.invalidate(patterns);
  }

  /** Removes what is over. */
  void prune() {
    if (store != null) {
      store.prune(surroundings.clock.millis());
    }
  }

  private static @Nullable Object value(String body) {
    JsonNode node = Json.read(body.getBytes(StandardCharsets.UTF_8));
    return node == null ? null : Json.plain(node.path(VALUE));
  }
}
