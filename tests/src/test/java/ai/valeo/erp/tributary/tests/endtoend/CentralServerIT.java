package ai.valeo.erp.tributary.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The centre's read process against a real broker: what is committed, and what breaks. */
class CentralServerIT extends WithCentre {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final int PRODUCTS = 60;
  private static final int ENTRIES = 150;

  private static AvroSerdes serdes;

  @BeforeAll
  static void openSerdes() {
    serdes = AvroSerdes.of(Map.of("schema.registry.url", rig.registry.url()));
  }

  @AfterAll
  static void closeSerdes() {
    serdes.close();
  }

  @Test
  void shouldMakeAMissingTopicWithAsManyPartitionsAsTheMutationsHave() throws Exception {
    // given rulings would else get as many as are configured, and come to other tasks
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrap()))) {
      admin.deleteTopics(List.of(topics.resolutions())).all().get();

      // when
      try (CentralServer central = started()) {
        awaitReady(central);
      }

      // then
      var made = admin.describeTopics(List.of(topics.resolutions())).allTopicNames().get();
      assertThat(made.get(topics.resolutions()).partitions()).hasSize(3);
    }
  }

  @Test
  void shouldShowWhatIsCommittedAndNothingElse() throws Exception {
    // given
    try (var producer = transactional()) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(product("p1", 1, "committed"));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(product("p1", 2, "aborted"));
      producer.flush();

      // when: what was committed before the start is there as soon as it is ready
      try (CentralServer central = started()) {
        awaitReady(central);

        // then
        assertThat(name(central, "p1")).isEqualTo("committed");
        assertThat(name(central, "p2")).isEmpty(); // which is kept, until the next change
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(product("p2", 1, "after the abort"));
        producer.commitTransaction();
        await().atMost(LONG).until(() -> name(central, "p2").equals("after the abort"));
        assertThat(name(central, "p1")).isEqualTo("committed");
        assertThat(
                central
                    .meters()
                    .get("tributary.central.cache.answers")
                    .tag("result", "outdated")
                    .counter()
                    .count())
            .isPositive();
      }
    }
  }

  @Test
  void shouldBeThereAgainAfterARestartAndAfterDamage() throws Exception {
    // given
    try (var producer = plain()) {
      for (int i = 0; i < PRODUCTS; i++) {
        producer.send(product("p%02d".formatted(i), 1, "one"));
        producer.send(product("p%02d".formatted(i), 2, "two"));
      }
      audited(producer);
      producer.send(setAside());
    }
    try (CentralServer central = started()) {
      awaitReady(central);
      assertThat(allNames(central)).hasSize(PRODUCTS).containsOnly("two");
      assertPastIsThere(central);
    }

    // when
    try (CentralServer central = started()) {
      awaitReady(central);

      // then
      assertThat(allNames(central)).hasSize(PRODUCTS).containsOnly("two");
      assertPastIsThere(central);
    }
    damageState();
    try (CentralServer central = started()) {
      awaitReady(central);
      assertThat(allNames(central)).hasSize(PRODUCTS).containsOnly("two");
      assertPastIsThere(central);
      assertThat(central.meters().get("tributary.central.view.wipes").counter().count())
          .isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void shouldWaitForTheBrokerAndSaySo() throws Exception {
    // given
    try (var producer = plain()) {
      producer.send(product("p1", 1, "one"));
    }
    var running = new CentralServer[1];
    rig.withoutBroker(() -> {
      // when
      running[0] = started();

      // then
      await()
          .atMost(LONG)
          .until(() -> reason(running[0], "views").startsWith("waiting for the broker"));
      assertThat(running[0].health().isLive()).isTrue();
      assertThat(running[0].health().isReady()).isFalse();
    });
    try (CentralServer central = running[0]) {
      awaitReady(central);
      assertThat(name(central, "p1")).isEqualTo("one");
    }
  }

  @Test
  void shouldStopWithoutWaitingForAnything() {
    // given
    CentralServer central = started();
    awaitReady(central);

    // when, then
    assertTimeoutPreemptively(LONG, central::close);
  }

  @Test
  void shouldNotBeReadyBeforeItIsWarmAndNotGoOnWarmingWhenItIsStopped() throws Exception {
    // given one that warms up for longer than this test looks
    CentralServer central = started("60000");
    try {
      // when it has taken in all there is
      await().atMost(LONG).until(() -> reason(central, "catch-up").equals("done"));

      // then
      assertThat(central.health().isReady()).isFalse();
      assertThat(get(central, "/health/ready"))
          .contains("{\"name\":\"warm-up\",\"status\":\"DOWN\",\"reason\":\"not yet\"}");
    } finally {
      central.close();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("central-views");
  }

  @Test
  void shouldShowMetricsThatAScraperCanRead() throws Exception {
    // given
    try (CentralServer central = started()) {
      awaitReady(central);

      // when, then
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(get(central, "/metrics"))
                  .contains("tributary_central_view_starts_total 1.0")
                  .contains("jvm_memory_used_bytes")
                  .contains("kafka_stream_")
                  .doesNotContain("number_open_files"));
      assertThat(get(central, "/metrics").lines().count()).isLessThan(6_000);
    }
  }

  /** The trail of one product, chained as the aggregator chains it. */
  private void audited(KafkaProducer<String, byte[]> producer) throws Exception {
    byte[] hash = {};
    for (int version = 1; version <= ENTRIES; version++) {
      AuditEntry entry =
          AuditEntry.newBuilder()
              .setMutationId("m" + version)
              .setEdgeNodeId("berlin")
              .setEntityType("Product")
              .setEntityId("p00")
              .setOperation(version == 1 ? Operation.CREATE : Operation.UPDATE)
              .setState(OutcomeState.APPLIED)
              .setVersion(version)
              .setNumber(version)
              .setAttributes(List.of(new AuditedAttribute("name", null, "name " + version, null)))
              .setAtMs(Instant.ofEpochMilli(System.currentTimeMillis() + version))
              .setPreviousHash(ByteBuffer.wrap(hash))
              .build();
      byte[] framed = serdes.serializer(AuditEntry.class).serialize(topics.audit(), entry);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES);
      hash = digest.digest();
      producer.send(new ProducerRecord<>(topics.audit(), "Product:p00", framed));
    }
  }

  private ProducerRecord<String, byte[]> setAside() {
    var record = new ProducerRecord<>(topics.quarantine(), (String) null, new byte[] {1, 2, 3});
    Map.of(
            Headers.QUARANTINE_REASON, "UNDECODABLE",
            Headers.ORIGIN_TOPIC, topics.mutations(),
            Headers.ORIGIN_PARTITION, "0",
            Headers.ORIGIN_OFFSET, "7",
            Headers.ORIGIN_TIMESTAMP, Long.toString(System.currentTimeMillis()))
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }

  private static void assertPastIsThere(CentralServer central) {
    JsonNode data =
        ask(
                central,
                """
                { history(type: "Product", id: "p00", first: 1) {
                    chain { verified entries } nodes { version } }
                  entity(type: "Product", id: "p00", version: 70) { attributes }
                  quarantinedRecord(id: "0-7") { reason sizeBytes } }
                """)
            .at("/data");
    assertThat(data.at("/history/chain/verified").asBoolean()).isTrue();
    assertThat(data.at("/history/chain/entries").asInt()).isEqualTo(ENTRIES);
    assertThat(data.at("/history/nodes/0/version").asInt()).isEqualTo(ENTRIES);
    assertThat(data.at("/entity/attributes/name").asText()).isEqualTo("name 70");
    assertThat(data.at("/quarantinedRecord/sizeBytes").asInt()).isEqualTo(3);
  }

  private CentralServer started() {
    return started("100");
  }

  private CentralServer started(String warmUpMs) {
    var keys = new HashMap<String, String>();
    keys.put("topics.prefix", topics.prefix());
    keys.put("central.application.id", topics.prefix() + "central");
    keys.put("kafka.bootstrap.servers", rig.bootstrap());
    keys.put("schema.registry.url", rig.registry.url());
    keys.put("central.http.port", "0");
    keys.put("central.state.dir", folder.resolve("views").toString());
    keys.put("central.warmup.ms", warmUpMs);
    CentralServer central = new CentralServer(CentralSettings.of(keys));
    central.start();
    return central;
  }

  private static void awaitReady(CentralServer central) {
    await().atMost(LONG).until(() -> central.health().isReady());
  }

  private static String reason(CentralServer central, String check) {
    return central.health().checks().stream()
        .filter(one -> one.name().equals(check))
        .map(Health.Check::reason)
        .findAny()
        .orElse("");
  }

  private void damageState() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("views"))) {
      List<Path> tables =
          files.filter(file -> file.getFileName().toString().startsWith("MANIFEST-")).toList();
      assertThat(tables).isNotEmpty();
      for (Path table : tables) {
        Files.write(
            table, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
  }

  private String name(CentralServer central, String id) {
    return ask(central, "{ product(id: \"" + id + "\") { name } }")
        .at("/data/product/name")
        .asText();
  }

  private List<String> allNames(CentralServer central) {
    return ask(central, "{ products(limit: 200) { name } }")
        .at("/data/products")
        .findValuesAsText("name");
  }

  private static JsonNode ask(CentralServer central, String query) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String body = JSON.writeValueAsString(Map.of("query", query));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + central.port() + "/graphql"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String get(CentralServer central, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + central.port() + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private ProducerRecord<String, byte[]> product(String id, long version, String name) {
    EntityType type = Objects.requireNonNull(TYPES.type("Product"));
    EntityRow row =
        new EntityRow(
            id,
            version,
            new Hlc(version, 0),
            "m" + version,
            new TreeMap<>(Map.of("name", Value.of(name))));
    int schemaId = serdes.idFor(AvroSerdes.subject(topics.entities(type)), TYPES.schema(type));
    byte[] plain = TYPES.codec(type).encode(row);
    byte[] framed =
        ByteBuffer.allocate(Byte.BYTES + Integer.BYTES + plain.length)
            .put((byte) 0)
            .putInt(schemaId)
            .put(plain)
            .array();
    return new ProducerRecord<>(
        topics.entities(type), new EntityKey("Product", id).toString(), framed);
  }

  private KafkaProducer<String, byte[]> plain() {
    return new KafkaProducer<>(producer(), new StringSerializer(), new ByteArraySerializer());
  }

  private KafkaProducer<String, byte[]> transactional() {
    Properties properties = producer();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "it");
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) LONG.multipliedBy(4).toMillis());
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  private Properties producer() {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, rig.bootstrap());
    return properties;
  }
}
