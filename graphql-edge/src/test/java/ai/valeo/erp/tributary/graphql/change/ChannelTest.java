package ai.valeo.erp.tributary.graphql.change;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ChannelTest implements Subscriber<SharedEvent> {

  private static final String TOPIC =
      Topics.standard().entities(Objects.requireNonNull(EntityTypes.bundled().type("Product")));

  private final AvroSerdes serdes =
      AvroSerdes.of(Map.of("schema.registry.url", "http://127.0.0.1:1"));
  private final TopicReader reader =
      new TopicReader(AvroReaders.all(serdes, Topics.standard(), EntityTypes.bundled()));
  private final ChangeMeters meters = new ChangeMeters(new SimpleMeterRegistry());
  private final Channel channel = new Channel(TOPIC, 100);
  private final List<String> told = new ArrayList<>();
  private final AtomicBoolean isListening = new AtomicBoolean();

  @AfterEach
  void close() {
    serdes.close();
  }

  @Test
  void shouldTellWhatComesBehindTheWatcherWhileWhatWasThereIsStillRead() {
    // given a topic of two records, the first of which has been read
    channel.begin(at(0), at(2));
    channel.accept(change(0), 0);

    // when
    watch();
    assertThat(isListening).isTrue();
    channel.accept(change(1), 0);
    channel.accept(change(2), 0);
    channel.open(at(3));
    channel.accept(change(3), 0);

    // then
    assertThat(told).containsExactly("p2", "p3");
  }

  @Test
  void shouldNotCountAsListenedToBeforeAnythingIsKnownOfTheTopic() {
    // given
    watch();
    boolean wasListening = isListening.get();

    // when
    channel.begin(at(0), at(1));
    boolean isNow = isListening.get();
    channel.accept(change(0), 0);
    channel.accept(change(1), 0);

    // then
    assertThat(wasListening).isFalse();
    assertThat(isNow).isTrue();
    assertThat(told).containsExactly("p1");
  }

  @Test
  void shouldCountAsListenedToWhereNobodyWantsItAnyMore() {
    // given
    EventFlow flow = watch();

    // when
    flow.cancel();
    channel.begin(at(0), at(0));
    channel.accept(change(0), 0);

    // then
    assertThat(isListening).isTrue();
    assertThat(told).isEmpty();
  }

  private EventFlow watch() {
    var flow = new EventFlow(this, new FlowTerms(Runnable::run, 10, meters), false);
    var all = new Interest(TOPIC, new Interest.Choice.Everything(), change -> true, false);
    var parts = new ChangeFeed.ChangeParts(ChangeLimits.standard(), () -> 0, meters);
    var log = new LogReader(new LogDouble(reader.topics(), 1), reader, parts);
    Watcher watcher = new Watcher(channel, all, flow, log);
    flow.from(watcher);
    flow.request(100);
    flow.whenListening(() -> isListening.set(true));
    channel.watch(watcher);
    return flow;
  }

  private static Position at(long offset) {
    return new Position(1, 0, new long[] {offset});
  }

  /** A deletion, which needs no schema. */
  private Change change(long offset) {
    return new Change(reader, new ConsumerRecord<>(TOPIC, 0, offset, "p" + offset, null));
  }

  @Override
  public void onSubscribe(Subscription subscription) {}

  @Override
  public void onNext(SharedEvent event) {
    told.add(((Change) event.subject()).key());
  }

  @Override
  public void onError(Throwable failure) {
    throw new AssertionError(failure);
  }

  @Override
  public void onComplete() {}
}
