package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.SendWindow;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlowFeedTest {

  private static final String TOPIC = "tributary.flow-control.v1";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final long SAID_MS = 1_700_000_000_000L;

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final AtomicLong nanos = new AtomicLong(7);
  private final FlowGate gate =
      new FlowGate(
          new FlowSettings(new SendWindow.Rules(1, 10, 100, 1_000), 1, Duration.ofMinutes(5)),
          nanos::get);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final FlowFeed feed = feed(consumer);
  private long offset;

  @AfterEach
  void close() {
    feed.close();
    serdes.close();
    registry.close();
  }

  @Test
  void shouldKnowNoLimitWhereNothingIsSaid() {
    open();

    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldObeyWhatIsForItMoreThanWhatIsForEverybody() {
    // given
    open();

    // when
    say("*", 50, SAID_MS, 60_000);
    say("paris", 1, SAID_MS, 60_000);

    // then
    assertThat(gate.status().perSecond()).isEqualTo(50);

    // when
    say("berlin", 7, SAID_MS, 60_000);

    // then
    assertThat(gate.status().perSecond()).isEqualTo(7);
    assertThat(gate.status().reason()).isEqualTo("LAG");

    // when
    say("berlin", -1, SAID_MS + 1, 60_000);

    // then
    assertThat(gate.status().perSecond()).as("no limit for it alone").isEqualTo(-1);
  }

  @Test
  void shouldObeyWhatIsForALaterIncarnationOfIt() {
    // given
    open();

    // when
    say("berlin#x", 1, SAID_MS, 60_000);
    say("berlin-2", 2, SAID_MS, 60_000);

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);

    // when
    say("berlin#2", 3, SAID_MS, 60_000);

    // then
    assertThat(gate.status().perSecond()).isEqualTo(3);
  }

  @Test
  void shouldLetGoWhenTheTimeIsOverWhateverTheClocksSay() {
    // given: said by a clock of 2023, for a minute
    open();
    say("*", 0, SAID_MS, 60_000);
    assertThat(gate.status().perSecond()).isZero();

    // when
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldNotHoldLongerForARecordReadAgain() {
    // given
    open();
    say("*", 5, SAID_MS, 60_000);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());

    // when
    say("*", 5, SAID_MS, 60_000);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldBelieveNoCentreThatHoldsForDays() {
    // given
    open();
    say("*", 0, SAID_MS, Duration.ofDays(3).toMillis());

    // when
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldTakeBackAndPassOverWhatIsBroken() {
    // given
    open();
    say("*", 5, SAID_MS, 60_000);

    // when
    add("*", new byte[] {9, 9, 9}, SAID_MS + 1);
    feed.poll();

    // then
    assertThat(gate.status().perSecond()).isEqualTo(5);

    // when
    add("*", null, SAID_MS + 2);
    feed.poll();

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldNotHoldLongerForAnEarlierRecordReadAgain() {
    // given: two were said, under two names of the node
    open();
    say("berlin", 0, SAID_MS, 60_000);
    say("berlin#2", 5, SAID_MS + 1, 60_000);
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(gate.status().perSecond()).isEqualTo(-1);

    // when: another session reads them from the beginning
    offset = 0;
    try (var again = new MockConsumer<byte[], byte[]>("earliest");
        var next = feed(again)) {
      again.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
      again.updateBeginningOffsets(Map.of(PARTITION, 0L));
      again.updateEndOffsets(Map.of(PARTITION, 2L));
      again.schedulePollTask(
          () -> again.addRecord(record("berlin", said(0, SAID_MS, 60_000), SAID_MS)));
      again.schedulePollTask(
          () -> again.addRecord(record("berlin#2", said(5, SAID_MS + 1, 60_000), SAID_MS + 1)));
      next.open();
    }

    // then
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldGoOnWithoutATopicThatIsNotThere() {
    // given
    consumer.updatePartitions(TOPIC, List.of());

    // when
    feed.open();
    feed.poll();

    // then
    assertThat(consumer.closed()).isTrue();
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  @Test
  void shouldGoOnWithoutATopicThatItMayNotRead() {
    // given
    open();
    consumer.setPollException(new TopicAuthorizationException(TOPIC));

    // when
    feed.poll();
    feed.poll();

    // then
    assertThat(consumer.closed()).isTrue();
    assertThat(gate.status().perSecond()).isEqualTo(-1);
  }

  private void open() {
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    feed.open();
  }

  private FlowFeed feed(MockConsumer<byte[], byte[]> from) {
    var source =
        new FlowFeed.Source(TOPIC, new EdgeNodeId("berlin"), serdes, Duration.ofMinutes(5));
    return new FlowFeed(from, source, gate, nanos::get);
  }

  private void say(String key, int perSecond, long saidMs, long holdsMs) {
    add(key, said(perSecond, saidMs, holdsMs), saidMs);
    feed.poll();
  }

  private byte[] said(int perSecond, long saidMs, long holdsMs) {
    var record = new FlowControl(perSecond, "LAG", Instant.ofEpochMilli(saidMs + holdsMs));
    return serdes.serializer(FlowControl.class).serialize(TOPIC, record);
  }

  private void add(String key, byte[] value, long timestampMs) {
    consumer.addRecord(record(key, value, timestampMs));
  }

  private ConsumerRecord<byte[], byte[]> record(String key, byte[] value, long timestampMs) {
    return new ConsumerRecord<>(
        TOPIC,
        0,
        offset++,
        timestampMs,
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
