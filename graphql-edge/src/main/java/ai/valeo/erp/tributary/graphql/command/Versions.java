package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that this instance's own changes gave to entities, for as long as the views do not
 * show them. All of its changes count as one author's, who has seen what he did (R4); so whoever
 * names the version that he has seen must be compared with these, or he would overwrite them
 * without a conflict. Any thread.
 */
final class Versions {

  /** An answer that nobody heard counts as outstanding for so long. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(Versions.class);

  private final String own;
  private final InstantSource clock;
  private final Map<EntityKey, Latest> latest = new ConcurrentHashMap<>();

  Versions(String own, InstantSource clock) {
    this.own = own;
    this.clock = clock;
  }

  /** What is known of the latest change of an entity. */
  private sealed interface Latest {}

  /** It was answered; the views have it when they have this. */
  private record Answered(ReadToken token) implements Latest {}

  /** It was published, or may have been, and nobody heard the answer. */
  private record Unheard(String id, long sinceMs) implements Latest {}

  /** What the views show. */
  record Shown(Predicate<ReadToken> has, Function<String, @Nullable OutcomeView> outcome) {}

  int size() {
    return latest.size();
  }

  /** One of the changes was answered. */
  void answered(Underway.What what, OutcomeView outcome) {
    EntityKey key = what.key();
    if (key != null && what.node().equals(own) && outcome.version() > 0) {
      var now = new Answered(new ReadToken(key, outcome.version(), clock.millis()));
      latest.merge(key, now, (before, after) -> later(before, now));
    }
  }

  private static Latest later(Latest before, Answered now) {
    return before instanceof Answered(ReadToken token) && token.version() > now.token.version()
        ? before
        : now;
  }

  /** The answer to one of the changes may come, but not be heard. */
  void unheard(Underway.What what) {
    EntityKey key = what.key();
    if (key != null && what.node().equals(own)) {
      latest.put(key, new Unheard(what.id(), clock.millis()));
    }
  }

  /** The version of an entity that was answered last and may not be shown yet, or none. */
  @Nullable ReadToken answered(EntityKey key) {
    return latest.get(key) instanceof Answered(ReadToken token) ? token : null;
  }

  /**
   * Whether the views show all that is known to have become of an entity.
   *
   * @throws ViewsUnavailableException if they cannot be read now
   */
  boolean areShown(EntityKey key, Shown shown) {
    Latest known = latest.get(key);
    if (known == null) {
      return true;
    }
    boolean isShown =
        switch (known) {
          case Answered(ReadToken token) -> shown.has.test(token);
          case Unheard(String id, long sinceMs) -> isHeard(key, id, sinceMs, shown);
        };
    if (isShown) {
      latest.remove(key, known);
    }
    return isShown;
  }

  private boolean isHeard(EntityKey key, String id, long sinceMs, Shown shown) {
    OutcomeView outcome = shown.outcome.apply(id);
    if (outcome == null) {
      return clock.millis() - sinceMs > LONGEST.toMillis();
    }
    return outcome.version() <= 0
        || shown.has.test(new ReadToken(key, outcome.version(), clock.millis()));
  }

  /** Forgets an entity if the views show all of it; while they cannot be read, later. */
  boolean forget(EntityKey key, Shown shown) {
    try {
      return areShown(key, shown);
    } catch (ViewsUnavailableException e) {
      return false;
    }
  }

  /** Forgets what the views show; while they cannot be read, later. */
  void sweep(Shown shown) {
    try {
      latest.keySet().forEach(key -> areShown(key, shown));
    } catch (ViewsUnavailableException e) {
      log.atDebug().setCause(e).log("Views cannot be read, answers are remembered for longer");
    }
  }
}
