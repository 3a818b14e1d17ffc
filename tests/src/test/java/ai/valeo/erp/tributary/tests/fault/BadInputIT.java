package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What no node should ever publish, on a real broker: each record gets its named answer, and the
 * sound mutations around it are applied as if it were not there.
 */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ITEM = "InventoryItem";
  private static final int TOPIC_LIMIT = 4 << 20;

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  private Site site;
  private Mutations mutations;
  private TopicReader reader;
  private int sent;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    site = new Site(folder);
    site.startRegistry();
    site.broker.start();
    site.aggregator(1).start();
    site.awaitReady(site.healthPort(1));
    mutations = new Mutations(site.topics, site.bootstrapServers(), site.registryUrl());
    reader = site.reader();
  }

  @AfterAll
  void end() {
    mutations.close();
    reader.close();
    site.close();
  }

  /** After each bad record the stream still counts exactly, and was never started again. */
  @AfterEach
  void streamGoesOn() throws ExecutionException, InterruptedException {
    String item = "after-" + ++sent;
    mutations.send(create(item + "-create", item, 10));
    mutations.send(mutations.next(item + "-add", ITEM, item, Change.add("quantity", -3)));
    assertThat(outcome(item + "-add").getState()).isEqualTo(OutcomeState.APPLIED);
    awaitAttribute(item, "quantity", Value.of(7));
    await().atMost(LIMIT).until(() -> Http.health(site.healthPort(1)).isReady());
    assertThat(Http.metric(site.healthPort(1), "tributary_topology_restarts")).isZero();
  }

  @Test
  void shouldSetGarbageAside() throws ExecutionException, InterruptedException {
    assertQuarantined("garbage".getBytes(StandardCharsets.UTF_8), "UNDECODABLE");
  }

  @Test
  void shouldSetAnUnknownSchemaIdAside() throws ExecutionException, InterruptedException {
    byte[] unknown = ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).putInt(1).array();
    assertQuarantined(unknown, "UNDECODABLE");
  }

  @Test
  void shouldSetACutOffRecordAside() throws ExecutionException, InterruptedException {
    byte[] whole = mutations.bytes(create("cut", "cut", 1).build());
    assertQuarantined(Arrays.copyOf(whole, whole.length / 2), "UNDECODABLE");
  }

  @Test
  void shouldSetARecordWithoutValueAside() throws ExecutionException, InterruptedException {
    RecordMetadata place = mutations.send(ITEM + ":none", null);
    assertThat(header(quarantined(place), Headers.QUARANTINE_REASON)).isEqualTo("UNDECODABLE");
  }

  @Test
  void shouldRefuseAnUnknownType() throws ExecutionException, InterruptedException {
    assertRefused(mutations.next("type", "Spaceship", "x", add(1)), "UNKNOWN_TYPE");
  }

  @Test
  void shouldRefuseAnUnknownAttribute() throws ExecutionException, InterruptedException {
    assertRefused(
        mutations.next("attribute", ITEM, "x", Change.set("colour", Value.of("red"))),
        "UNKNOWN_ATTRIBUTE");
  }

  @Test
  void shouldRefuseAValueOfTheWrongType() throws ExecutionException, InterruptedException {
    assertRefused(
        mutations.next("value", ITEM, "x", Change.set("quantity", Value.of("many"))),
        "INVALID_VALUE");
  }

  @Test
  void shouldRefusePrioritiesBeyondTheirBounds() throws ExecutionException, InterruptedException {
    assertRefused(mutations.next("p0", ITEM, "x", add(1)).setPriority(0), "INVALID_PRIORITY");
    assertRefused(mutations.next("p11", ITEM, "x", add(1)).setPriority(11), "INVALID_PRIORITY");
  }

  @Test
  void shouldRefuseAnUpdateWithoutChanges() throws ExecutionException, InterruptedException {
    assertRefused(mutations.next("empty", ITEM, "x"), "NO_CHANGES");
  }

  @Test
  void shouldRefuseAMutationUnderAForeignKey() throws ExecutionException, InterruptedException {
    byte[] value = mutations.bytes(mutations.next("foreign", ITEM, "x", add(1)).build());
    RecordMetadata place = mutations.send(ITEM + ":y", value);
    assertThat(outcome("foreign").getReason()).isEqualTo("WRONG_KEY");
    assertThat(quarantined(place).value()).isEqualTo(value);
  }

  @Test
  void shouldRefuseAMutationOfTwoMegabytes() throws ExecutionException, InterruptedException {
    assertRefused(
        mutations.next("huge", ITEM, "x", add(1)).setReason("x".repeat(2 << 20)), "TOO_LARGE");
  }

  @Test
  void shouldHaveTheBrokerRefuseWhatIsLargerStill() {
    assertThatThrownBy(() -> mutations.send(ITEM + ":x", new byte[TOPIC_LIMIT + 1]))
        .hasCauseInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void shouldSetTheLargestRecordTheBrokerTakesAside()
      throws ExecutionException, InterruptedException {
    // given bytes that do not compress and leave no room for anything besides
    byte[] largest = new byte[TOPIC_LIMIT - 200];
    new Random(1).nextBytes(largest);
    largest[0] = 1;

    // then
    assertQuarantined(largest, "UNDECODABLE");
  }

  @Test
  void shouldTakeAClockAYearAheadForTheBrokers() throws ExecutionException, InterruptedException {
    // given
    mutations.send(create("y1", "year", 5));
    Instant nextYear = Instant.now().plus(Duration.ofDays(365));

    // when
    mutations.send(
        mutations
            .next("y2", ITEM, "year", Change.set("locationCode", Value.of("A1")))
            .setHlcMs(nextYear));

    // then it applies, and the entity's clock stays in this year
    Outcome outcome = outcome("y2");
    assertThat(outcome.getState()).isEqualTo(OutcomeState.APPLIED);
    assertThat(outcome.getDecisions()).singleElement().extracting("note").isNotNull();
    awaitAttribute("year", "locationCode", Value.of("A1"));
    assertThat(row("year").hlc().wallMs())
        .isLessThan(Instant.now().plus(Duration.ofDays(1)).toEpochMilli());

    // and another node's later change is not shut out
    mutations.send(
        mutations
            .next("y3", ITEM, "year", Change.set("locationCode", Value.of("B2")))
            .setEdgeNodeId("other")
            .setSequence(1)
            .setHlcMs(Instant.now().plusMillis(5)));
    assertThat(outcome("y3").getState()).isEqualTo(OutcomeState.APPLIED);
    awaitAttribute("year", "locationCode", Value.of("B2"));
  }

  @Test
  void shouldAnswerASequenceSeenBeforeOnlyOnce() throws ExecutionException, InterruptedException {
    // given
    mutations.send(create("s1", "seen", 5));
    Mutation.Builder add = mutations.next("s2", ITEM, "seen", add(2));
    mutations.send(add);

    // when the same comes twice more, and another one under its sequence
    mutations.send(add);
    mutations.send(add);
    mutations.send(mutations.next("s3", ITEM, "seen", add(100)).setSequence(add.getSequence()));
    mutations.send(mutations.next("s4", ITEM, "seen", add(1)));

    // then
    outcome("s4");
    assertThat(reader.outcomes().stream().map(Outcome::getMutationId))
        .containsOnlyOnce("s1", "s2", "s4")
        .doesNotContain("s3");
    awaitAttribute("seen", "quantity", Value.of(8));
  }

  private Mutation.Builder create(String id, String item, long quantity) {
    return mutations
        .next(
            id,
            ITEM,
            item,
            Change.set("productId", Value.of("P")),
            Change.set("warehouseId", Value.of("W")),
            Change.set("quantity", Value.of(quantity)))
        .setOperation(Operation.CREATE);
  }

  private static Change add(long amount) {
    return Change.add("quantity", amount);
  }

  private void assertQuarantined(byte[] value, String reason)
      throws ExecutionException, InterruptedException {
    RecordMetadata place = mutations.send(ITEM + ":bad", value);
    ConsumerRecord<byte[], byte[]> aside = quarantined(place);
    assertThat(aside.value()).isEqualTo(value);
    assertThat(new String(aside.key(), StandardCharsets.UTF_8)).isEqualTo(ITEM + ":bad");
    assertThat(header(aside, Headers.QUARANTINE_REASON)).isEqualTo(reason);
    assertThat(header(aside, Headers.QUARANTINE_MESSAGE)).isNotEmpty();
    assertThat(header(aside, Headers.ORIGIN_TOPIC)).isEqualTo(site.topics.mutations());
    assertThat(header(aside, Headers.ORIGIN_TIMESTAMP)).isEqualTo(Long.toString(place.timestamp()));
  }

  private void assertRefused(Mutation.Builder mutation, String reason)
      throws ExecutionException, InterruptedException {
    Mutation built = mutation.build();
    RecordMetadata place = mutations.send(mutation);
    Outcome outcome = outcome(built.getId());
    assertThat(outcome.getState()).isEqualTo(OutcomeState.FAILED);
    assertThat(outcome.getReason()).isEqualTo(reason);
    assertThat(outcome.getSequence()).isEqualTo(built.getSequence());
    ConsumerRecord<byte[], byte[]> aside = quarantined(place);
    assertThat(aside.value()).isEqualTo(mutations.bytes(built));
    assertThat(header(aside, Headers.QUARANTINE_REASON)).isEqualTo(reason);
  }

  private Outcome outcome(String mutationId) {
    List<Outcome> found =
        await("outcome of " + mutationId)
            .atMost(LIMIT)
            .until(
                () ->
                    reader.outcomes().stream()
                        .filter(one -> one.getMutationId().equals(mutationId))
                        .toList(),
                outcomes -> !outcomes.isEmpty());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private ConsumerRecord<byte[], byte[]> quarantined(RecordMetadata place) {
    List<ConsumerRecord<byte[], byte[]>> found =
        await("quarantine of " + place)
            .atMost(LIMIT)
            .until(
                () ->
                    reader.records(site.topics.quarantine()).stream()
                        .filter(one -> isFrom(one, place))
                        .toList(),
                records -> !records.isEmpty());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static boolean isFrom(ConsumerRecord<byte[], byte[]> record, RecordMetadata place) {
    return header(record, Headers.ORIGIN_PARTITION).equals(Integer.toString(place.partition()))
        && header(record, Headers.ORIGIN_OFFSET).equals(Long.toString(place.offset()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** A reader may see an outcome a moment before the entity of the same transaction. */
  private void awaitAttribute(String item, String attribute, Value value) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(reader.entities(site.types.type(ITEM)))
                .hasEntrySatisfying(
                    new EntityKey(ITEM, item),
                    records ->
                        assertThat(records.getLast().row().attributes())
                            .containsEntry(attribute, value)));
  }

  private EntityRow row(String item) {
    return reader.entities(site.types.type(ITEM)).get(new EntityKey(ITEM, item)).getLast().row();
  }
}
