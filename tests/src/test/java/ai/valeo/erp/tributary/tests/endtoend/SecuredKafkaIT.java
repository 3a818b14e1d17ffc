package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.LONG;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.ask;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.booking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.command.Tributary;
import ai.valeo.erp.tributary.compose.secure.AccessKind;
import ai.valeo.erp.tributary.compose.secure.BrokerAccess;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With TLS, passwords, rights and signatures: each process works with just its rights. */
class SecuredKafkaIT {

  private static final EntityKey PRODUCT = new EntityKey("Product", "p1");
  private static final String WRONG = "wrong-password";

  private static SecuredRig rig;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    rig = new SecuredRig(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void shouldCarryASignedMutationAllTheWay() throws Exception {
    var meters = new SimpleMeterRegistry();
    try (Aggregator aggregator = new Aggregator(AggregatorSettings.of(rig.aggregator()), meters);
        CentralServer centre = new CentralServer(CentralSettings.of(rig.central()));
        EdgeNode hamburg = EdgeNode.open(EdgeSettings.of(rig.edge("hamburg")))) {
      aggregator.start();
      centre.start();
      hamburg.start();
      // when
      assertThat(hamburg.capture(product(PRODUCT))).isInstanceOf(CaptureResult.Captured.class);
      // then
      assertThat(hamburg.awaitSettled(LONG)).as("%s", hamburg.troubles()).isTrue();
      assertThat(hamburg.attention(10)).isEmpty();
      await().atMost(LONG).until(() -> centre.health().isReady());
      await().atMost(LONG).until(() -> nameAt(centre).equals("Chai"));

      // when the centre writes
      JsonNode booked = ask(centre, booking(10, "k1")).at("/data/updateInventory");
      // then
      assertThat(booked.at("/status").asText()).as("%s", booked).isEqualTo("APPLIED");

      // when the node's password is used for records that its key has not signed
      byte[] recorded = recorded();
      try (var producer = producer("hamburg")) {
        producer
            .send(new ProducerRecord<>(SecuredRig.TOPICS.mutations(), key(PRODUCT), recorded))
            .get();
      }
      // then
      await().atMost(LONG).until(() -> quarantined().contains(Reason.UNSIGNED.name()));
      assertThat(
              meters
                  .get("tributary.topology.signatures.refused")
                  .tag("reason", "UNSIGNED")
                  .counter()
                  .count())
          .isPositive(); // more where a transaction was repeated
      await().atMost(LONG).until(() -> aggregator.health().reasons().isEmpty());
    }
  }

  @Test
  void shouldLetNobodyDoMoreThanHisPart() {
    for (String topic :
        List.of(
            SecuredRig.TOPICS.outcomes(),
            SecuredRig.TOPICS.resolutions(),
            SecuredRig.TOPICS.flowControl())) {
      try (var producer = producer("ulm")) {
        // when / then
        assertThatThrownBy(
                () -> producer.send(new ProducerRecord<>(topic, new byte[0], new byte[0])).get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
    try (var producer = producer("central")) {
      var forged = new ProducerRecord<>(SecuredRig.TOPICS.outcomes(), new byte[0], new byte[0]);
      assertThatThrownBy(() -> producer.send(forged).get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    try (var reader = reader("ulm")) {
      reader.assign(List.of(new TopicPartition(SecuredRig.TOPICS.quarantine(), 0)));
      assertThatThrownBy(() -> reader.endOffsets(reader.assignment()))
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void shouldNameAWrongPasswordAndRecoverWhenItIsMended() throws Exception {
    // given
    Map<String, String> keys = rig.edge("kiel");
    rig.access.client("kiel", WRONG).forEach((key, value) -> keys.put("kafka." + key, value));
    refusedAndMended(
        "kiel",
        EdgeSettings.of(keys),
        new Refusal("AUTHENTICATION", "refuses who this is (kafka.sasl.*)"),
        () -> rig.setPassword("kiel", WRONG));
  }

  @Test
  void shouldNameAForbiddenWriteAndRecoverWhenItIsAllowed() throws Exception {
    // given
    Map<String, String> keys = rig.edge("berlin");
    rig.grantWithoutWriting("berlin", AccessKind.EDGE, SecuredRig.TOPICS.mutations());
    refusedAndMended(
        "berlin",
        EdgeSettings.of(keys),
        new Refusal("AUTHORIZATION", "on the topics [tributary.mutations.v1]"),
        () -> rig.grant("berlin", AccessKind.EDGE));
  }

  @Test
  void shouldNameACertificateOfAnotherName() throws Exception {
    // given the broker's certificate, which is of its address alone
    Map<String, String> keys = rig.edge("ulm");
    keys.put("kafka.bootstrap.servers", "localhost:" + rig.port());
    var meters = new SimpleMeterRegistry();
    try (EdgeNode node = open(EdgeSettings.of(keys), meters)) {
      // when
      node.start();
      // then
      awaitRefusal(node, meters, new Refusal("CERTIFICATE", "not of the name it was asked by"));
      assertThat(node.capture(product(new EntityKey("Product", "ulm"))))
          .isInstanceOf(CaptureResult.Captured.class);
    }
    // and by its right name it is let in
    keys.putAll(rig.process("ulm"));
    try (EdgeNode node = open(EdgeSettings.of(keys), meters)) {
      node.start();
      await()
          .atMost(LONG)
          .until(() -> meters.counter("tributary.edge.published", "node", "ulm").count() >= 1);
    }
  }

  @Test
  void shouldGiveRightsByCommand(@TempDir Path folder) throws Exception {
    // given
    List<AclBinding> wanted = SecuredRig.grantOf("bremen", AccessKind.EDGE).bindings();
    // when somebody without the right to give rights tries, and then the administrator
    String refused = applied(folder, "ulm", 1);
    String done = applied(folder, BrokerAccess.ADMIN, 0);
    // then
    assertThat(refused).contains("the rights cannot be given", "ClusterAuthorization");
    assertThat(done).isEqualTo("User:bremen has the " + wanted.size() + " rights of EDGE\n");
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(rig.rightsOf("User:bremen")).containsExactlyInAnyOrderElementsOf(wanted));
  }

  /** What the command says that gives the rights of an edge node, to whom it is asked by. */
  private static String applied(Path folder, String user, int code) throws IOException {
    Properties keys = new Properties();
    keys.putAll(rig.process(user));
    Path file = folder.resolve(user + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      keys.store(writer, null);
    }
    StringWriter said = new StringWriter();
    assertThat(
            Tributary.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute("acls", "--kind=edge", "--node=bremen", "--apply", "--config=" + file))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  private interface Mending {
    void run() throws Exception;
  }

  private record Refusal(String kind, String words) {}

  private static void refusedAndMended(
      String id, EdgeSettings settings, Refusal refusal, Mending mending) throws Exception {
    var meters = new SimpleMeterRegistry();
    try (EdgeNode node = open(settings, meters)) {
      node.start();
      var key = new EntityKey("Product", id);
      // when it works meanwhile
      assertThat(node.capture(product(key))).isInstanceOf(CaptureResult.Captured.class);
      assertThat(node.entity(key)).isPresent();
      // then
      awaitRefusal(node, meters, refusal);
      assertThat(meters.counter("tributary.edge.published", "node", id).count()).isZero();

      // when
      mending.run();
      // then
      await()
          .atMost(LONG)
          .until(() -> meters.counter("tributary.edge.published", "node", id).count() >= 1);
      await().atMost(LONG).until(() -> node.troubles().isEmpty());
      assertThat(node.attention(10)).isEmpty();
    }
  }

  private static void awaitRefusal(EdgeNode node, SimpleMeterRegistry meters, Refusal refusal) {
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(node.troubles())
                .singleElement()
                .asString()
                .startsWith(refusal.kind + ": ")
                .contains(refusal.words)
                .doesNotContain(WRONG));
    assertThat(
            meters.get("tributary.edge.kafka.refusals").tag("kind", refusal.kind).counter().count())
        .isPositive();
  }

  private static EdgeNode open(EdgeSettings settings, SimpleMeterRegistry meters) {
    return EdgeNode.open(settings, Surroundings.of(settings).withMeters(meters));
  }

  private static String nameAt(CentralServer centre) {
    return ask(centre, "{ product(id: \"p1\") { name } }").at("/data/product/name").asText();
  }

  private static Draft product(EntityKey key) {
    return Draft.create(
        key,
        List.of(
            Change.set("name", Value.of("Chai")),
            Change.set("price", new Value.Decimal(new BigDecimal("18.50")))));
  }

  private static byte[] key(EntityKey key) {
    return key.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value of the first mutation of the product in the topic. */
  private static byte[] recorded() {
    try (var reader = reader(BrokerAccess.ADMIN)) {
      return read(reader, SecuredRig.TOPICS.mutations()).stream()
          .filter(record -> Arrays.equals(record.key(), key(PRODUCT)))
          .findFirst()
          .orElseThrow()
          .value();
    }
  }

  private static List<String> quarantined() {
    try (var reader = reader(BrokerAccess.ADMIN)) {
      return read(reader, SecuredRig.TOPICS.quarantine()).stream()
          .map(record -> record.headers().lastHeader(Headers.QUARANTINE_REASON))
          .map(header -> new String(header.value(), StandardCharsets.UTF_8))
          .toList();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> reader, String topic) {
    var partitions =
        reader.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var ends = reader.endOffsets(partitions);
    while (partitions.stream().anyMatch(one -> reader.position(one) < ends.get(one))) {
      reader.poll(Duration.ofMillis(200)).forEach(found::add);
    }
    return found;
  }

  private static KafkaConsumer<byte[], byte[]> reader(String user) {
    Map<String, Object> config = rig.client(user);
    config.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String user) {
    return new KafkaProducer<>(
        rig.client(user), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
