package ai.valeo.erp.tributary.tests.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.kafka.TopicReader;
import ai.valeo.erp.tributary.compose.local.EvidenceReader;
import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.compose.local.LocalSettings;
import ai.valeo.erp.tributary.compose.local.LocalSettings.Ports;
import ai.valeo.erp.tributary.compose.local.LocalSettings.RegistryKind;
import ai.valeo.erp.tributary.compose.local.Screen;
import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka Connect and Debezium's JDBC sink make tables of the entity topics, in a real PostgreSQL;
 * they hold what the centre shows, whatever happens to Connect on the way.
 */
final class RelationalIT {
  /** Master data, opening stock and a month. */
  private static final int CHAPTERS = 3;

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String GONE = "77";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EntityTypes TYPES = EntityTypes.bundled();

  @TempDir Path folder;

  private final List<Integer> ports = FreePorts.find(8);

  @Test
  void shouldHoldInTablesWhatTheCentreShows() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.builder().start();
        LocalRun run = LocalRun.start(settings(), true, silent());
        Connection tables = database.getPostgresDatabase().getConnection()) {
      // given
      run.replay();
      assertThat(run.check().check().findings()).isEmpty();
      CentreEntities centre = new CentreEntities(run.graphql());
      ConnectWorker connect = worker(database);

      // when Connect is killed as soon as it has written something
      ChildProcess victim = connect.start();
      await().atMost(LIMIT).until(() -> !victim.isAlive() || rows(tables) > 0);
      assertThat(victim.isAlive()).as("see %s", victim.logFile()).isTrue();
      victim.kill();
      delete(centre.of("Product", List.of(GONE)).get(GONE).path("version").asLong());
      try (ChildProcess worker = connect.start()) {
        // then
        await()
            .atMost(LIMIT)
            .ignoreExceptionsInstanceOf(IOException.class) // the centre had no time to answer
            .untilAsserted(() -> {
              assertThat(worker.isAlive()).as("see %s", worker.logFile()).isTrue();
              assertThat(centre.of("Product", List.of(GONE))).isEmpty();
              assertThat(differences(tables, centre)).isEmpty();
            });
        assertThat(rows(tables)).isGreaterThan(100);
        assertColumns(tables);
      }
    }
  }

  private static void assertColumns(Connection tables) throws SQLException {
    assertThat(columns(tables, "erp_product"))
        .containsEntry("price", "numeric(18,4)")
        .containsEntry("updated_at", "timestamp(6) with time zone")
        .containsEntry("discontinued", "boolean")
        .containsEntry("attributes", "json");
    assertThat(columns(tables, "erp_order"))
        .containsEntry("order_date", "timestamp(6) with time zone")
        .containsEntry("items", "json");
  }

  /** What differs between tables and centre, a line each. */
  private List<String> differences(Connection tables, CentreEntities centre) throws Exception {
    List<String> found = new ArrayList<>();
    Set<EntityKey> inTopics = keysOfTopics();
    for (EntityType type : TYPES.all()) {
      SortedMap<String, JsonNode> stored = stored(tables, type);
      Set<String> ids = new TreeSet<>(stored.keySet());
      inTopics.stream()
          .filter(key -> key.entityType().equals(type.name()))
          .forEach(key -> ids.add(key.entityId()));
      SortedMap<String, JsonNode> shown = centre.of(type.name(), List.copyOf(ids));
      for (String id : ids) {
        JsonNode row = stored.get(id);
        JsonNode entity = shown.get(id);
        if (row == null || entity == null) {
          found.add(type.name() + ":" + id + " row " + row + " centre " + entity);
        } else {
          compare(type, row, entity, found);
        }
      }
    }
    return found;
  }

  private Set<EntityKey> keysOfTopics() {
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registryUrl()))) {
      TopicReader reader = new TopicReader("127.0.0.1:" + ports.get(0));
      return new EvidenceReader(Topics.standard(), TYPES, reader, serdes).entities().keySet();
    }
  }

  private static void compare(EntityType type, JsonNode row, JsonNode entity, List<String> found) {
    if (row.path("version").asLong() != entity.path("version").asLong()) {
      found.add(type.name() + ":" + row.path("id").asText() + " version " + row.path("version"));
    }
    for (Attribute attribute : type.attributes()) {
      JsonNode shown = entity.path("attributes").path(attribute.name());
      JsonNode stored = row.path(column(attribute.name()));
      if (!Sameness.same(shown, stored)) {
        found.add(
            type.name()
                + ":"
                + row.path("id").asText()
                + " "
                + attribute.name()
                + " "
                + shown
                + " "
                + stored);
      }
    }
  }

  private static SortedMap<String, JsonNode> stored(Connection tables, EntityType type)
      throws SQLException, IOException {
    SortedMap<String, JsonNode> rows = new TreeMap<>();
    try (Statement statement = tables.createStatement()) {
      if (!isThere(statement, type)) {
        return rows;
      }
      ResultSet result =
          statement.executeQuery("select row_to_json(t)::text from " + table(type) + " t");
      while (result.next()) {
        JsonNode row = JSON.readTree(result.getString(1));
        rows.put(row.path("id").asText(), row);
      }
    }
    return rows;
  }

  private static int rows(Connection tables) throws SQLException {
    int all = 0;
    for (EntityType type : TYPES.all()) {
      try (Statement statement = tables.createStatement()) {
        if (isThere(statement, type)) {
          ResultSet count = statement.executeQuery("select count(*) from " + table(type));
          count.next();
          all += count.getInt(1);
        }
      }
    }
    return all;
  }

  private static boolean isThere(Statement statement, EntityType type) throws SQLException {
    ResultSet name = statement.executeQuery("select to_regclass('" + table(type) + "')");
    name.next();
    return name.getString(1) != null;
  }

  private static Map<String, String> columns(Connection tables, String table) throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (Statement statement = tables.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select attname, format_type(atttypid, atttypmod) from pg_attribute"
                    + " where attrelid = '"
                    + table
                    + "'::regclass and attnum > 0")) {
      while (result.next()) {
        columns.put(result.getString(1), result.getString(2));
      }
    }
    return columns;
  }

  private static String table(EntityType type) {
    return "erp_" + column(type.name());
  }

  private static String column(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private void delete(long version) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", "127.0.0.1:" + ports.get(0));
    Mutation mutation =
        Mutation.newBuilder()
            .setId("relational-1")
            .setEdgeNodeId("relational")
            .setEntityType("Product")
            .setEntityId(GONE)
            .setOperation(Operation.DELETE)
            .setChanges(List.of())
            .setBaseVersion(version)
            .setHlcMs(Instant.now())
            .build();
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registryUrl()));
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      String topic = Topics.standard().mutations();
      byte[] value = serdes.serializer(Mutation.class).serialize(topic, mutation);
      producer.send(new ProducerRecord<>(topic, "Product:" + GONE, value));
    }
  }

  private ConnectWorker worker(EmbeddedPostgres database) {
    return new ConnectWorker(
        folder,
        Map.of(
            "TRIBUTARY_CONNECT_KAFKA",
            "127.0.0.1:" + ports.get(0),
            "TRIBUTARY_CONNECT_REGISTRY",
            registryUrl(),
            "TRIBUTARY_CONNECT_OFFSETS",
            folder.resolve("offsets").toString(),
            "TRIBUTARY_CONNECT_LISTENER",
            "http://127.0.0.1:" + ports.get(6),
            "TRIBUTARY_CONNECT_JDBC_URL",
            database.getJdbcUrl("postgres", "postgres"),
            "TRIBUTARY_CONNECT_JDBC_USER",
            "postgres",
            "TRIBUTARY_CONNECT_JDBC_PASSWORD",
            "postgres"));
  }

  private String registryUrl() {
    return "http://127.0.0.1:" + ports.get(1);
  }

  private LocalSettings settings() {
    return new LocalSettings(
        folder.resolve("data"),
        RegistryKind.EMBEDDED,
        new Ports(
            ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5)),
        false,
        false,
        CHAPTERS);
  }

  private static Screen silent() {
    return new Screen(new PrintWriter(Writer.nullWriter()), false);
  }
}
