package ai.valeo.erp.tributary.tests.fault;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.tests.fault.check.Contents;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Persons' rulings on a real broker, while the aggregator is killed: each takes effect once. */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulingCrashIT {

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final String TYPE = "Customer";
  private static final int CUSTOMERS = 30;

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  private Site site;
  private Child aggregator;
  private Mutations mutations;
  private TopicReader reader;
  private AvroSerdes serdes;
  private KafkaProducer<byte[], byte[]> rulings;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    site = new Site(folder).with("aggregator.instance.id", "one");
    site.startRegistry();
    site.broker.start();
    aggregator = site.aggregator(1).start();
    site.awaitReady(site.healthPort(1));
    mutations = new Mutations(site.topics, site.bootstrapServers(), site.registryUrl());
    reader = site.reader();
    serdes = AvroSerdes.of(Map.of("schema.registry.url", site.registryUrl()));
    rulings =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  void end() {
    rulings.close();
    serdes.close();
    mutations.close();
    reader.close();
    site.close();
  }

  @Test
  void shouldApplyEachRulingOnceAcrossTheEndOfTheAggregator() throws Exception {
    // given customers whose credit limit two nodes set without knowing of each other
    for (int i = 0; i < CUSTOMERS; i++) {
      dispute("C" + i);
    }
    awaitOutcomes(3 * CUSTOMERS);

    // when persons rule, every ruling comes twice, and the aggregator is killed among them
    for (int i = 0; i < CUSTOMERS; i++) {
      rule("C" + i);
      rule("C" + i);
      if (i == CUSTOMERS / 2) {
        aggregator.kill();
      }
    }
    rulings.flush();
    aggregator.start();

    // then
    awaitOutcomes(5 * CUSTOMERS);
    // what one transaction writes to several partitions is not seen at the same moment
    await().atMost(LIMIT).untilAsserted(() -> check(reader.read()));
  }

  private static void check(Contents contents) {
    check(contents.outcomes());
    checkAudit(contents.audit());
    for (int i = 0; i < CUSTOMERS; i++) {
      var last = contents.entities().get(new EntityKey(TYPE, "C" + i)).getLast().row();
      assertThat(Objects.requireNonNull(last).version()).isEqualTo(3);
      assertThat(last.attributes()).containsEntry("creditLimit", limit(30));
      assertThat(last.mutationId()).isEqualTo("ruling-C" + i);
    }
  }

  private void dispute(String customer) throws Exception {
    mutations.send(
        mutations
            .next(customer + "-a", TYPE, customer, Change.set("name", Value.of(customer)))
            .setOperation(Operation.CREATE)
            .setEdgeNodeId("a"));
    for (String node : List.of("b", "c")) {
      long asked = node.equals("b") ? 20 : 30;
      mutations.send(
          mutations
              .next(customer + '-' + node, TYPE, customer, Change.set("creditLimit", limit(asked)))
              .setBaseVersion(1)
              .setEdgeNodeId(node));
    }
  }

  private static Value limit(long amount) {
    return Value.of(new BigDecimal(amount).setScale(4));
  }

  private void rule(String customer) {
    var ruling =
        Resolution.newBuilder()
            .setId("ruling-" + customer)
            .setConflictId(customer + "-c:" + place())
            .setEntityType(TYPE)
            .setEntityId(customer)
            .setExpectedVersion(2)
            .setRuling(Ruling.TAKE)
            .setActor("alice")
            .setReason("asked the customer")
            .setHlcMs(Instant.now())
            .build();
    byte[] key = (TYPE + ':' + customer).getBytes(StandardCharsets.UTF_8);
    String topic = site.topics.resolutions();
    byte[] value = serdes.serializer(Resolution.class).serialize(topic, ruling);
    rulings.send(new ProducerRecord<>(topic, key, value));
  }

  private int place() {
    EntityType type = Objects.requireNonNull(site.types.type(TYPE));
    return type.attributes().indexOf(type.attribute("creditLimit"));
  }

  private void awaitOutcomes(int count) {
    await().atMost(LIMIT).until(() -> reader.outcomes().size() >= count);
  }

  private static void check(List<Outcome> outcomes) {
    assertThat(outcomes).hasSize(5 * CUSTOMERS);
    Map<String, List<Outcome>> byMutation =
        outcomes.stream().collect(groupingBy(Outcome::getMutationId));
    for (int i = 0; i < CUSTOMERS; i++) {
      assertThat(byMutation.get("C" + i + "-c"))
          .extracting(Outcome::getState)
          .containsExactlyInAnyOrder(OutcomeState.CONFLICT, OutcomeState.APPLIED);
      assertThat(byMutation.get("ruling-C" + i))
          .singleElement()
          .returns(OutcomeState.APPLIED, Outcome::getState)
          .returns("central", Outcome::getEdgeNodeId);
    }
  }

  private static void checkAudit(List<AuditEntry> audit) {
    var byCustomer = audit.stream().collect(groupingBy(AuditEntry::getEntityId));
    assertThat(byCustomer).hasSize(CUSTOMERS);
    byCustomer
        .values()
        .forEach(chain ->
            assertThat(chain).extracting(AuditEntry::getNumber).containsExactly(1L, 2L, 3L, 4L));
  }
}
