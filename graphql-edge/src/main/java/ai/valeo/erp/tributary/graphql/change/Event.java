package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, with the answers that were made of it as long as it is new. Any thread.
 */
final class Event {

  private final Object key;
  private final Object subject;
  private final @Nullable Span span;
  private final Map<Object, GraphAnswer> answers = new ConcurrentHashMap<>();
  private volatile boolean isOld;

  /**
   * An event.
   *
   * @param key of two with the same key the later one may stand for both
   * @param subject what happened
   * @param span where in the topic it happened; none if it is in no topic
   */
  Event(Object key, Object subject, @Nullable Span span) {
    this.key = key;
    this.subject = subject;
    this.span = span;
  }

  /**
   * Where in a topic.
   *
   * @param before position without it
   * @param after position with it
   */
  record Span(Position before, Position after) {}

  Object key() {
    return key;
  }

  Object subject() {
    return subject;
  }

  @Nullable Span span() {
    return span;
  }

  /** The change it is. */
  Change change() {
    return (Change) subject;
  }

  /** The event as somebody sees it who has seen more of the topic than was before it. */
  Event seenFrom(Position seen) {
    Span own = span;
    if (own == null || own.before.covers(seen)) {
      return this;
    }
    return new Event(key, subject, new Span(own.before.with(seen), own.after.with(seen)));
  }

  /** The answer for an audience, made once while the event is new. */
  GraphAnswer answer(Object audience, Supplier<GraphAnswer> tell) {
    if (isOld) {
      GraphAnswer known = answers.get(audience);
      return known == null ? tell.get() : known;
    }
    return answers.computeIfAbsent(audience, made -> tell.get());
  }

  /** Lets go of the answers: whoever still wants one has to have it made. */
  void grow() {
    isOld = true;
    answers.clear();
  }
}
