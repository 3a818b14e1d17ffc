package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.change.Event.Span;
import ai.valeo.erp.tributary.graphql.change.LogReader.Missed;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One reading of a topic for all who missed some of it. One thread. */
final class LogReading {

  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicReader reader;
  private final Position target;
  private final InterestIndex<Missed> index = new InterestIndex<>();
  private final Set<Missed> open = new LinkedHashSet<>();
  private Position progress;

  LogReading(TopicReader reader, List<Missed> all, Position target) {
    this.reader = reader;
    this.target = target;
    this.progress = target;
    for (Missed one : all) {
      open.add(one);
      index.add(one, one.watcher().interest());
      progress = progress.common(one.from());
    }
  }

  /** Lets those go whose beginning the log does not hold any more; goes to the first place. */
  void expireWhatIsGone(
      Consumer<String, byte[]> consumer, String topic, java.util.function.Consumer<Missed> expire) {
    List<TopicPartition> all = LogReader.partitions(topic, progress, target);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
    for (Missed one : List.copyOf(open)) {
      boolean isGone =
          all.stream()
              .anyMatch(at ->
                  one.from().next(at.partition())
                      < Math.min(begins.getOrDefault(at, 0L), target.next(at.partition())));
      if (isGone) {
        drop(one);
        expire.accept(one);
      }
    }
    consumer.assign(all);
    for (TopicPartition at : all) {
      consumer.seek(at, Math.max(progress.next(at.partition()), begins.getOrDefault(at, 0L)));
    }
  }

  /** Whether everything before the target was told, or nobody waits for it. */
  boolean isDone(Consumer<String, byte[]> consumer) {
    return open.isEmpty()
        || consumer.assignment().stream()
            .allMatch(at -> consumer.position(at) >= target.next(at.partition()));
  }

  /** Takes some more. */
  void take(Consumer<String, byte[]> consumer) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      if (record.offset() < target.next(record.partition())) {
        tell(new Change(reader, record));
      }
    }
  }

  /** Who has been told everything so far, and from where they go on. */
  List<Missed> rest() {
    List<Missed> rest = new ArrayList<>();
    for (Missed one : open) {
      rest.add(new Missed(one.watcher(), progress.with(one.from())));
    }
    return rest;
  }

  private void tell(Change change) {
    List<Missed> wanting = index.wanting(change);
    if (!wanting.isEmpty()) {
      change.content();
    }
    Position before = progress;
    Position after = before.after(change.partition(), change.offset(), before.atMs());
    Event event = new Event(change.key(), change, new Span(before, after));
    for (Missed one : wanting) {
      boolean isNew = change.offset() >= one.from().next(change.partition());
      if (isNew && !one.watcher().flow().offer(event.seenFrom(one.from()))) {
        drop(one); // it is told again from there when it has caught up
      }
    }
    progress = after;
  }

  private void drop(Missed one) {
    open.remove(one);
    index.remove(one, one.watcher().interest());
  }
}
